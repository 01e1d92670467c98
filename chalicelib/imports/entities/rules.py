"""What the cells of a sheet of shots, assets or edits mean. Each raises BreaksRule for a cell that means nothing."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from chalicelib.errors import BreaksRule
from chalicelib.imports.rows import Row
from chalicelib.people.persons.records import Person
from chalicelib.projects.descriptors.records import MetadataDescriptor
from chalicelib.tasks.statuses.records import TaskStatus
from chalicelib.tasks.types.records import TaskType

YES, NO = ("y", "yes", "t", "true", "on", "1"), ("n", "no", "f", "false", "off", "0")
WHOLE = re.compile(r"[+-]?\d{1,9}", re.ASCII)
FRAMES = {"frame_in": ("Frame In", "In"), "frame_out": ("Frame Out", "Out")}
TEXTS = {"fps": "FPS", "resolution": "Resolution"}

People = Callable[[], Mapping[str, Person]]


class Work(NamedTuple):
    """What a row says of one kind of work; `comment` is None where the sheet has no such column."""

    task_type: TaskType
    status: TaskStatus | None
    comment: str | None
    people: list[Person]

    @property
    def is_said(self) -> bool:
        """Return whether the row says anything of it."""
        return bool(self.status or self.people or (self.comment or "").strip())

    def is_posted(self, status_id: str | None) -> bool:
        """Return whether a comment is posted on a task of this status.

        In a sheet with a column of comments whatever is said is posted, else only another status.
        """
        if self.comment is not None:
            return self.is_said
        return self.status is not None and self.status.id != status_id


def whole_number(name: str, text: str) -> int | None:
    """Return a whole number, None for an empty cell."""
    if text and not WHOLE.fullmatch(text):
        raise BreaksRule(f"{name}: {text[:40]!r} is no whole number")
    return int(text) if text else None


def truth(name: str, text: str) -> str:
    """Return "true" or "false" for a word that means it, "" for an empty cell."""
    word = text.lower()
    if word and word not in YES + NO:
        raise BreaksRule(f"{name}: {text[:40]!r} is neither yes nor no")
    return "" if not word else "true" if word in YES else "false"


def person(name: str, text: str, people: People) -> Person:
    """Return who is meant by a full name, an address or an id."""
    found = people().get(text.strip().lower())
    if found is None:
        raise BreaksRule(f"{name}: nobody is called {text.strip()[:80]!r}")
    return found


def metadata(row: Row, columns: Iterable[MetadataDescriptor], people: People) -> dict[str, str]:
    """Return the values of custom columns that the sheet has, as text, by their keys."""
    return {
        column.field_name: _value(column, row.cells[column.name], people)
        for column in columns
        if column.name in row.cells
    }


def _value(column: MetadataDescriptor, text: str, people: People) -> str:
    if column.data_type == "boolean":
        return truth(column.name, text.strip())
    if column.data_type == "person" and text.strip():
        return person(column.name, text, people).id
    return text


def texts(row: Row) -> dict[str, str]:
    """Return the technical values that are kept as text."""
    return {key: row.text(name) for key, name in TEXTS.items() if name in row.cells}


def frames(row: Row) -> dict[str, int]:
    """Return the first and the last frame, as far as the row says them."""
    found = {key: whole_number(names[0], row.text(*names)) for key, names in FRAMES.items()}
    return {key: value for key, value in found.items() if value is not None}


def length(given: int | None, said: Mapping[str, int], data: Mapping[str, Any]) -> int | None:
    """Return a shot's length in frames: as it is given, or from the first to the last frame if one of them is said.

    `data` is the shot's metadata as it will be. None: nothing is said of it.
    """
    if given is not None or not said:
        return given
    first, last = data.get("frame_in"), data.get("frame_out")
    if not isinstance(first, int) or not isinstance(last, int) or last <= first:
        return None
    return last - first + 1


def status(name: str, text: str, statuses: Iterable[TaskStatus]) -> TaskStatus | None:
    """Return the status of a name or short name, in any case; None for an empty cell."""
    word = text.lower()
    if not word:
        return None
    called = [(one.name, one) for one in statuses]
    for its_name, one in [*called, *((one.short_name, one) for _, one in called)]:
        if its_name.lower() == word:
            return one
    raise BreaksRule(f"{name}: there is no status {text[:40]!r}")


def work(row: Row, task_type: TaskType, statuses: Iterable[TaskStatus], people: People, *, assigns: bool) -> Work:
    """Return what a row says of a kind of work; `assigns`: whether such a sheet says who does it."""
    name = task_type.name
    named = row.text(f"{name} assignations").split(",") if assigns else []
    return Work(
        task_type,
        status(name, row.text(name), statuses),
        row.cells.get(f"{name} comment"),
        [person(f"{name} assignations", one, people) for one in named if one.strip()],
    )


def task_type_named(name: str, text: str, task_types: Iterable[TaskType], kind: str) -> str | None:
    """Return the id of the task type for a kind that is called so, in any case; None for an empty cell."""
    if not text:
        return None
    for one in task_types:
        if one.for_entity == kind and one.name.lower() == text.lower():
            return one.id
    raise BreaksRule(f"{name}: there is no task type {text[:40]!r} for {kind}")
