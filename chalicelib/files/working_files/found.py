"""Reads what working files belong to, and what was made from them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from chalicelib.entities.entities.records import entities
from chalicelib.files.listing import Fields, Rows
from chalicelib.files.output_files.records import ids_made_from, output_files
from chalicelib.files.working_files.records import WorkingFile
from chalicelib.store import Record, each, gather
from chalicelib.tasks.tasks.records import tasks
from chalicelib.web.filters import cut

FEW = 30  # files, for which a Query each is less to read than all that their productions have made


class Home(NamedTuple):
    """The record that a file lies below, None for one that belongs to nothing, and its production or ""."""

    under: Record | None
    production_id: str


def home_of(file: WorkingFile) -> Home:
    """Return where a new file lies: below its task, else its entity. Costs two trips."""
    task, entity = gather(lambda: tasks.find(file.task_id or ""), lambda: entities.find(file.entity_id or ""))
    found = task or entity
    return Home(found, "" if found is None else found.project_id)


def shown(file: WorkingFile) -> dict[str, Any]:
    """Return a file without what was made from it."""
    return cut(file, relations=False, shown=None)


def with_outputs(file: WorkingFile) -> dict[str, Any]:
    """Return a file with the ids of what was made from it. Costs one Query."""
    return {**shown(file), "outputs": ids_made_from(file.id)}


def rows(files: Sequence[WorkingFile], fields: Fields = None, *, relations: bool = False) -> Rows:
    """Return files as a list shows them; what was made from them costs one trip."""
    found = [cut(file, relations=False, shown=fields) for file in files]
    if not relations or (fields is not None and "outputs" not in fields):
        return found
    outputs = _outputs_of(files)
    return [{**row, "outputs": outputs.get(file.id, [])} for row, file in zip(found, files, strict=True)]


def _outputs_of(files: Sequence[WorkingFile]) -> dict[str, list[str]]:
    """Return the ids of what was made from files: a small Query for each of a few, else a chain a production."""
    if len(files) <= FEW:
        ids = [file.id for file in files]
        return dict(zip(ids, each(ids_made_from, ids), strict=True))
    found: dict[str, list[str]] = {}
    for output in (one for own in each(output_files.within, {file.production_id for file in files}) for one in own):
        if output.source_file_id is not None:
            found.setdefault(output.source_file_id, []).append(output.id)
    return found
