"""What is true of hours: whoever works on a task books them, and the task's duration is always their sum."""

import datetime as dt
from collections.abc import Iterable

from msgspec.structs import replace

from chalicelib.access import Actor, Production
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule, NotStored
from chalicelib.people.persons.records import Person
from chalicelib.planning.time_spents.records import MOST, TimeSpent
from chalicelib.tasks.tasks.records import Task


def may_book(by: Actor, production: Production, task: Task, person_id: str) -> bool:
    """Return whether somebody may write a person's hours on a task: their own, or as manager; for who has the task."""
    return person_id in task.assignees and (by.id == person_id or by.manages(production))


def booked(
    changes: Changes, task: Task, person: Person, day: dt.date, before: TimeSpent | None, minutes: float
) -> TimeSpent:
    """Book somebody's minutes on a task and day, in place of those before, and tell. Raises BreaksRule for too many."""
    if minutes > MOST:
        raise BreaksRule(f"duration: more than {MOST} minutes")
    if before is None:
        new = TimeSpent(duration=minutes, date=day, task_id=task.id, person_id=person.id, production_id=task.project_id)
        time = changes.add(new, under=task)
    else:
        time = changes.save(replace(before, duration=minutes))
    tell(changes, time, "new" if before is None else "update")
    return time


def taken_back(changes: Changes, time: TimeSpent) -> None:
    """Let booked hours go, and tell."""
    changes.remove(time)
    tell(changes, time, "delete")


def tell(changes: Changes, time: TimeSpent, what: str) -> None:
    """Tell of hours; the production stands in the data."""
    changes.tell(f"time-spent:{what}", time.production_id, time_spent_id=time.id)


def summed(changes: Changes, task: Task, times: Iterable[TimeSpent]) -> Task:
    """Keep a task's duration true: the sum of its times as they will be."""
    changes.tell("task:update", task.project_id, task_id=task.id)
    return changes.save(replace(task, duration=sum(time.duration for time in times)))


def instead(times: Iterable[TimeSpent], gone: Iterable[str], new: Iterable[TimeSpent] = ()) -> list[TimeSpent]:
    """Return times without those of these ids, and with new ones."""
    ids = set(gone)
    return [*(time for time in times if time.id not in ids), *new]


def seen_at_work(changes: Changes, person: Person, days: Iterable[dt.date]) -> None:
    """Keep the last day on which somebody worked or logged in."""
    last = max(days)
    if last != person.last_presence:
        changes.save(replace(person, last_presence=last))


def check_free(other: TimeSpent | None) -> None:
    """Refuse a second time of a person, task and day. Raises NotStored."""
    if other is not None:
        raise NotStored("date: the person has booked hours on this task and day already")
