"""What is true of task statuses: concepts and the rest have one default each, and one that is used stays."""

from collections.abc import Iterable

from chalicelib.errors import StillUsed
from chalicelib.tasks.statuses.records import TaskStatus

# What a task begins with when the studio has chosen nothing; concepts have their own.
FIRST = {False: ("Todo", "todo", "#f5f5f5"), True: ("Neutral", "neutral", "#CCCCCC")}


def ousted(status: TaskStatus, found: Iterable[TaskStatus]) -> list[TaskStatus]:
    """Return those that are the default no more because this one is."""
    return [one for one in found if one.is_default and one.for_concept == status.for_concept and one.id != status.id]


def default_of(found: Iterable[TaskStatus], *, for_concept: bool) -> TaskStatus | None:
    """Return what a new task begins with, None when there is nothing that it could be."""
    found = list(found)
    chosen = (one for one in found if one.is_default and one.for_concept == for_concept)
    named = (one for one in found if one.short_name == FIRST[for_concept][1])
    return next(chosen, None) or next(named, None)


def first(*, for_concept: bool) -> TaskStatus:
    """Return a new status to begin with."""
    name, short_name, color = FIRST[for_concept]
    return TaskStatus(name=name, short_name=short_name, color=color, is_default=True, for_concept=for_concept)


def check_unused(status: TaskStatus, *, used: bool) -> None:
    """Refuse to remove a status that tasks, comments or productions have. Raises StillUsed."""
    if used:
        raise StillUsed(f"tasks, comments or productions have the status {status.name}")
