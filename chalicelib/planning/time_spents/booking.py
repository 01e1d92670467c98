"""Books hours and takes them back: the reads that go with the rules, and the task's duration after each."""

import datetime as dt
from collections.abc import Iterable, Sequence

from chalicelib.changes import Changes
from chalicelib.errors import NotFound
from chalicelib.people.persons.records import Person
from chalicelib.people.presence.records import desktop_login_logs
from chalicelib.planning.time_spents import rules
from chalicelib.planning.time_spents.records import TimeSpent, at, of_task, place_of, time_spents
from chalicelib.store import each, gather
from chalicelib.tasks.tasks.records import Task, tasks

IN_ONE_COMMIT = 10  # record, address and two links of each; and a task of each, with the row beside its entity


def book(
    changes: Changes, task: Task, person: Person, day: dt.date, minutes: float, *, more: bool = False
) -> TimeSpent:
    """Book somebody's minutes on a task and day: in place of those that are there, or on top of them (`more`).

    Costs one trip.
    """
    before, times, days = gather(
        lambda: at(person.id, day, task.id), lambda: of_task(task.id), lambda: _days_of_presence(person.id)
    )
    whole = minutes + before.duration if more and before is not None else minutes
    time = rules.booked(changes, task, person, day, before, whole)
    rules.summed(changes, task, rules.instead(times, [time.id], [time]))
    if before is None:
        rules.seen_at_work(changes, person, [day, *days])
    return time


def _days_of_presence(person_id: str) -> list[dt.date]:
    """Return the last day on which somebody booked hours, and the days of their log ins."""
    last, logs = gather(lambda: time_spents.newest(person_id, 1), lambda: desktop_login_logs.within(person_id))
    return [*(time.date for time in last), *(log.date.date() for log in logs)]


def unbook(changes: Changes, task: Task, person_id: str, day: dt.date) -> TimeSpent:
    """Take back what somebody booked on a task and day. Costs one trip. Raises NotFound."""
    time, times = gather(lambda: at(person_id, day, task.id), lambda: of_task(task.id))
    if time is None:
        raise NotFound("nothing is booked there")
    rules.taken_back(changes, time)
    rules.summed(changes, task, rules.instead(times, [time.id]))
    return time


def resum(changes: Changes, task_id: str, gone: Iterable[str] = (), new: Sequence[TimeSpent] = ()) -> Task:
    """Keep a task's duration true when these of its times go and come. Costs two trips, three for an unknown task."""
    task = tasks.get(task_id)  # first: who books after it outruns this commit
    times = of_task(task_id)
    return rules.summed(changes, task, rules.instead(times, [*gone, *(time.id for time in new)], new))


def move(changes: Changes, was: TimeSpent, time: TimeSpent) -> None:
    """Have a changed time lie where its person, task and day say, and keep the durations true. Costs two trips.

    Raises NotStored where there is one already.
    """
    task, other = gather(
        lambda: tasks.get(time.task_id),
        lambda: at(time.person_id, time.date, time.task_id) if place_of(time) != place_of(was) else None,
    )
    rules.check_free(other)
    if place_of(time) != place_of(was):
        changes.move(time, was, under=task)
    if time.task_id != was.task_id:
        resum(changes, was.task_id, [was.id])
    resum(changes, time.task_id, new=[time])


def forget(changes: Changes, times: Sequence[TimeSpent]) -> list[TimeSpent]:
    """Let times go that were read in this request, and keep the durations true. Costs one trip or two."""
    for time in times:
        changes.remove(time)
    by_task: dict[str, list[str]] = {}
    for time in times:
        by_task.setdefault(time.task_id, []).append(time.id)
    each(lambda entry: resum(changes, *entry), by_task.items())
    return list(times)
