"""What is true of output files: which of them lists have, which are the last, and what an output's next revision is."""

from collections.abc import Iterable
from typing import Any, get_args

from msgspec import Struct

from chalicelib.access import Actor
from chalicelib.errors import BreaksRule, NotStored
from chalicelib.files.output_files.records import OutputFile, Quality
from chalicelib.files.working_files.records import WorkingFile


class Asked(Struct):
    """Which outputs a list has; "" asks for nothing."""

    output_type_id: str = ""
    task_type_id: str = ""
    representation: str = ""
    file_status_id: str = ""
    name: str = ""


class AskedOfInstance(Asked):
    """Which outputs a list of an instance's has; "" asks for nothing."""

    temporal_entity_id: str = ""


class AskedOfType(Struct):
    """Which outputs a list of one type has; "" asks for nothing."""

    representation: str = ""


def check_sent(values: dict[str, Any]) -> None:
    """Refuse what a client can't say of an output. Raises BreaksRule, NotStored."""
    quality = values.get("quality")
    if quality is not None and quality not in get_args(Quality):
        raise BreaksRule(f"quality: must be one of {', '.join(get_args(Quality))}")
    for name in OutputFile.HIDDEN:
        if name in values:
            raise NotStored(f"{name}: there is no such field")


def check_source(by: Actor, output: OutputFile, source: WorkingFile | None) -> None:
    """Refuse a source of another production, which would be shown with the output, but to admins. Raises BreaksRule."""
    foreign = source is not None and source.production_id != output.production_id
    if foreign and not by.is_admin:
        raise BreaksRule("source_file_id: must be a working file of the same production")


def place_of(source: WorkingFile | None) -> tuple[str, str] | None:
    """Return where the source of an output lies, as the output keeps it."""
    return None if source is None else (source.production_id, source.task_id or "")


def asked_for(files: Iterable[OutputFile], asked: Struct) -> list[OutputFile]:
    """Return the outputs that have all values that are asked for."""
    wanted = {name: getattr(asked, name) for name in asked.__struct_fields__ if getattr(asked, name)}
    return [file for file in files if all(getattr(file, name) == value for name, value in wanted.items())]


def own(files: Iterable[OutputFile]) -> list[OutputFile]:
    """Return the outputs that are the entities' own, none of an instance."""
    return [file for file in files if file.asset_instance_id is None]


def last_revisions(files: Iterable[OutputFile], file_status_id: str = "") -> list[OutputFile]:
    """Return the outputs of the highest revision of their kind.

    A status narrows what makes the highest; all of that revision are returned, whatever their status.
    """
    shown = [file for file in files if file.representation is not None]
    highest: dict[Any, int] = {}
    for file in shown:
        if file_status_id in ("", file.file_status_id):
            highest[_group(file)] = max(file.revision, highest.get(_group(file), file.revision))
    return [file for file in shown if highest.get(_group(file)) == file.revision]


def _group(file: OutputFile) -> tuple[Any, ...]:
    return file.task_type_id, file.output_type_id, file.name, file.representation


def next_revision(files: Iterable[OutputFile], output_type_id: str, task_type_id: str, name: str) -> int:
    """Return the number after the highest of an output's, whatever the representation, 1 for one that is new."""
    alike = (output_type_id, task_type_id, name)
    of_it = (file for file in files if (file.output_type_id, file.task_type_id, file.name) == alike)
    return 1 + max([0, *(file.revision for file in of_it)])
