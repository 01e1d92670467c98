"""Reads what output files were made from, and what they are shown with."""

from collections.abc import Iterable, Sequence
from typing import Any

from chalicelib.entities.entities.records import Entity, entities
from chalicelib.files.listing import Fields, Rows
from chalicelib.files.output_files.records import OutputFile
from chalicelib.files.output_types.records import output_types
from chalicelib.files.working_files.records import WorkingFile, at, working_files
from chalicelib.web.filters import cut


def home_of(file: OutputFile) -> Entity | None:
    """Return the entity below which a new output lies, None for one of none. Costs two trips."""
    return entities.find(file.entity_id or "")


def source_of(working_file_id: str | None) -> WorkingFile | None:
    """Return a working file, None for an id that names none. Costs two trips."""
    return working_files.find(working_file_id) if working_file_id else None


def shown(file: OutputFile) -> dict[str, Any]:
    """Return an output with the working file that it was made from. Costs one trip."""
    return rows([file])[0]


def rows(files: Sequence[OutputFile], fields: Fields = None) -> Rows:
    """Return outputs as a list shows them, each with the working file that it was made from. Costs one trip."""
    found = [cut(file, relations=False, shown=fields) for file in files]
    if fields is not None and "source_file" not in fields:
        return found
    sources = at(
        {file.source_file_id: file.source_place for file in files if file.source_file_id and file.source_place}
    )
    return [
        {**row, "source_file": _shown_source(sources.get(file.source_file_id or ""))}
        for row, file in zip(found, files, strict=True)
    ]


def _shown_source(source: WorkingFile | None) -> dict[str, Any] | None:
    return None if source is None else cut(source, relations=False, shown=None)


def types_of(files: Iterable[OutputFile]) -> list[dict[str, Any]]:
    """Return the types of outputs, by name. Costs one trip."""
    found = output_types.many({file.output_type_id for file in files if file.output_type_id})
    return [cut(one, relations=False, shown=None) for one in sorted(found.values(), key=lambda one: one.name)]
