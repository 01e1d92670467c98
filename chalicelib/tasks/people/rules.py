"""When people are busy: the span of their tasks, and the periods that other productions take."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from msgspec import Struct

from chalicelib.tasks.tasks.records import Task

Values = dict[str, Any]


class Period(NamedTuple):
    """From when until when somebody is busy."""

    start: dt.datetime
    end: dt.datetime


def merged(periods: Iterable[Period]) -> list[Period]:
    """Return periods that don't overlap, in their order."""
    found: list[Period] = []
    for period in sorted(periods):
        if found and period.start <= found[-1].end:
            found[-1] = Period(found[-1].start, max(found[-1].end, period.end))
        else:
            found.append(period)
    return found


class Busy(Struct):
    """When somebody works elsewhere."""

    start_date: dt.datetime
    end_date: dt.datetime


class TaskDates(Struct):
    """From when until when somebody has work."""

    person_id: str
    min_date: dt.datetime | None
    max_date: dt.datetime | None
    busy_periods: list[Busy]


def dates_of(person_id: str, own: Iterable[Task], elsewhere: Iterable[Task]) -> Values:
    """Return a person's first start and last due date, and the merged periods of what the caller may not see."""
    own = list(own)
    busy = merged(Period(task.start_date, task.due_date) for task in elsewhere if task.start_date and task.due_date)
    return {
        "person_id": person_id,
        "min_date": min((task.start_date for task in own if task.start_date), default=None),
        "max_date": max((task.due_date for task in own if task.due_date), default=None),
        "busy_periods": [{"start_date": period.start, "end_date": period.end} for period in busy],
    }


def newest_done_first(found: Iterable[Values]) -> list[Values]:
    """Return done work, what ended last first; what ended at once by the names of type and entity."""
    by_name = sorted(found, key=lambda one: (one["task_type_name"], one["entity_name"]))
    return sorted(by_name, key=lambda one: one["end_date"] or dt.datetime.min, reverse=True)
