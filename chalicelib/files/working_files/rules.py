"""What is true of working files: which revisions are listed, and what a file's next one is."""

from collections.abc import Iterable
from typing import Any, get_args

from chalicelib.errors import BreaksRule, NotStored
from chalicelib.files.order import highest_first
from chalicelib.files.working_files.records import Verdict, WorkingFile


def check_sent(values: dict[str, Any]) -> None:
    """Refuse what a client can't say of a file. Raises BreaksRule, NotStored."""
    verdict = values.get("validation_status")
    if verdict is not None and verdict not in get_args(Verdict):
        raise BreaksRule(f"validation_status: must be one of {', '.join(get_args(Verdict))}")
    for name in WorkingFile.HIDDEN:
        if name in values:
            raise NotStored(f"{name}: there is no such field")


def of_task(files: Iterable[WorkingFile]) -> list[WorkingFile]:
    """Return a task's files as they are listed: the highest revision first, none below zero."""
    return [file for file in highest_first(files) if (file.revision or 0) >= 0]


def last_revisions(files: Iterable[WorkingFile]) -> dict[str, WorkingFile]:
    """Return of each name the highest revision, by the name."""
    found: dict[str, WorkingFile] = {}
    for file in of_task(files):
        found.setdefault(file.name or "", file)
    return found


def next_revision(files: Iterable[WorkingFile], name: str) -> int:
    """Return the number after the highest of a name, 1 for a name that is new."""
    return 1 + max([0, *(file.revision or 0 for file in files if file.name == name)])


def is_asked_for(file: WorkingFile, task_id: str, name: str) -> bool:
    """Return whether a list has a file; "" asks for nothing."""
    return task_id in ("", file.task_id) and name in ("", file.name)
