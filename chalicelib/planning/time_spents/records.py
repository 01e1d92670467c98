"""Time spents: how long somebody has worked on a task on a day."""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any, ClassVar

from msgspec import Meta

from chalicelib.refs import PersonId, TaskId
from chalicelib.store import Collection, Record, each, reading
from chalicelib.store.reading import Key
from chalicelib.store.tables import LinkItem, RecordItem

MOST = 10**9  # minutes; far beyond any day, and sums of it stay exact
Minutes = Annotated[float, Meta(gt=0, le=MOST)]


class TimeSpent(Record, frozen=True, kw_only=True):
    """Somebody's minutes on a task on a day; the day is theirs, in no time zone. `production_id` is the task's."""

    RELATIONS: ClassVar = ("production_id",)
    HIDDEN: ClassVar = ("production_id",)

    duration: Minutes
    date: dt.date
    task_id: TaskId
    person_id: PersonId
    production_id: str = ""


def _links(time: TimeSpent) -> dict[tuple[str, str], Any]:
    """Return how a task's and a production's times are found: as copies, so that one Query reads a list."""
    return {
        (f"task-times#{time.task_id}", f"{time.date}#{time.person_id}"): time,
        (f"project-times#{time.production_id}", f"{time.date}#{time.person_id}#{time.task_id}"): time,
    }


def sort_key(day: dt.date, task_id: str) -> str:
    """Return where a time lies among its person's: they have one of a task and day."""
    return f"{day}#{task_id}"


def place_of(time: TimeSpent) -> tuple[str, str]:
    """Return what there is one time of: a person's of a task and day."""
    return time.person_id, sort_key(time.date, time.task_id)


time_spents = Collection(
    TimeSpent, within="person_id", sort=lambda time: sort_key(time.date, time.task_id), links=_links
)


def at(person_id: str, day: dt.date, task_id: str) -> TimeSpent | None:
    """Return what somebody has spent on a task on a day, None for nothing. Costs one trip."""
    found = reading.records([Key(time_spents.partition(person_id), sort_key(day, task_id))])
    return next((time_spents.record(item) for item in found.values()), None)


def of_person(person_id: str, first: dt.date, last: dt.date) -> list[TimeSpent]:
    """Return somebody's times from a day to another, both included, in their order. Costs one Query chain."""
    return [time_spents.record(item) for item in items_of_person(person_id, first, last)]


def items_of_person(person_id: str, first: dt.date, last: dt.date) -> list[RecordItem]:
    """Return the same undecoded."""
    return reading.partition(time_spents.partition(person_id), str(first), f"{last}\uffff")


def of_task(task_id: str) -> list[TimeSpent]:
    """Return a task's times, by day. Costs one Query. They are copies: what is to be changed is read with `at`."""
    return _copies(reading.links(f"task-times#{task_id}"))


def of_tasks(task_ids: Iterable[str]) -> list[TimeSpent]:
    """Return the times of tasks. Costs a Query each, all at once."""
    return [time for times in each(of_task, list(task_ids)) for time in times]


def of_production(project_id: str, first: dt.date | None = None, last: dt.date | None = None) -> list[TimeSpent]:
    """Return a production's times by day, from a day to another if they are given. Costs one Query chain."""
    source = f"project-times#{project_id}"
    return _copies(reading.links(source, str(first or dt.date.min), f"{last or dt.date.max}\uffff"))


def _copies(links: Iterable[LinkItem]) -> list[TimeSpent]:
    return [time_spents.decode(link.facts) for link in links if link.facts]
