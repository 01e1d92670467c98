"""Which shots a person's quota of a period counts, and how much of each: the same rules as for quotas, seen by shot."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from chalicelib.errors import BreaksRule
from chalicelib.planning.days import Period
from chalicelib.planning.quotas.rules import Mode, business_days
from chalicelib.planning.time_spents.records import TimeSpent
from chalicelib.tasks.tasks.records import Task

Weights = dict[str, float]


class Span(NamedTuple):
    """From a moment to the first one after it, UTC."""

    start: dt.datetime
    end: dt.datetime

    def holds(self, moment: dt.datetime) -> bool:
        """Return whether a moment lies in the span."""
        return self.start <= moment < self.end


def span_of(period: Period, zone: dt.tzinfo) -> Span:
    """Return the days of a period in a time zone as a span. Raises BreaksRule at the end of all time."""
    try:
        return Span(_midnight(period.first, zone), _midnight(period.last + dt.timedelta(days=1), zone))
    except OverflowError:
        raise BreaksRule("the period lies out of all measure") from None


def _midnight(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC).replace(tzinfo=None)


def raw_weights(own: Iterable[Task], mode: Mode, span: Span) -> Weights:
    """Return the entities of tasks that were finished in a span; each counts as one."""
    return {task.entity_id: 1 for task in own if (finish := mode.finish_of(task)) is not None and span.holds(finish)}


def weights_of_hours(times: Iterable[TimeSpent], tasks: dict[str, Task], mode: Mode) -> Weights:
    """Return the entities on which hours were booked, weighed by what they are of all hours of their tasks."""
    found: Weights = {}
    for time in times:
        task = tasks.get(time.task_id)
        if task is not None and mode.finish_of(task) is not None and task.duration > 0:
            share = round(time.duration / task.duration, 2)
            found[task.entity_id] = found.get(task.entity_id, 0) + share
    return found


def went_on(task: Task, mode: Mode, span: Span) -> bool:
    """Return whether a task that was started and finished went on in a span."""
    finish = mode.finish_of(task)
    if task.real_start_date is None or finish is None:
        return False
    return task.real_start_date < span.end and finish >= span.start


def weights_of_days(own: Iterable[Task], mode: Mode, span: Span) -> Weights:
    """Return the entities of tasks without hours, weighed by the days of a span of all on which they went on."""
    found: Weights = {}
    for task in own:
        start, finish = task.real_start_date, mode.finish_of(task)
        if start is not None and finish is not None and task.entity_id not in found:
            found[task.entity_id] = round(_days_in(span, start, finish) / business_days(start, finish), 2)
    return found


def _days_in(span: Span, start: dt.datetime, finish: dt.datetime) -> int:
    match span.holds(start), span.holds(finish):
        case True, True:
            return business_days(start, finish)
        case True, False:
            return business_days(start, span.end)
        case False, True:
            return business_days(span.start, finish)
    return 1
