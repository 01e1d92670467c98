"""What counts for quotas: which share of a shot was whose work on which day.

A task counts once it is finished. Raw modes count all of it on that day, for each who is assigned. Weighted modes
spread it over the hours that were booked; or, where nobody books hours, over the weekdays from its start to its end.
"""

import datetime as dt
import zoneinfo
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from chalicelib.access import Actor
from chalicelib.errors import BreaksRule
from chalicelib.planning.rows import Row
from chalicelib.planning.time_spents.records import TimeSpent
from chalicelib.settings import settings
from chalicelib.tasks.tasks.records import Task

SATURDAY = 5
Work = Task | Row


class Mode(NamedTuple):
    """How is counted: the date at which a task is finished, and whether it is spread over the days before."""

    finish: str
    weighted: bool

    def finish_of(self, task: Work) -> dt.datetime | None:
        """Return when a task was finished, None for one that is not."""
        found: dt.datetime | None = getattr(task, self.finish)
        return found


MODES = {
    "weighted": Mode("end_date", weighted=True),
    "weighteddone": Mode("done_date", weighted=True),
    "feedback": Mode("end_date", weighted=False),
    "done": Mode("done_date", weighted=False),
}
DEFAULT = "weighted"


class Share(NamedTuple):
    """A part of a shot that was somebody's work on a day; `shots` is how much of it."""

    person_id: str
    task_type_id: str
    day: dt.date
    frames: int
    shots: float
    drawings: int


def mode_of(name: str) -> Mode:
    """Return the mode of a name. Raises BreaksRule."""
    if name not in MODES:
        raise BreaksRule(f"count_mode: must be one of {', '.join(MODES)}")
    return MODES[name]


def zone_of(by: Actor) -> dt.tzinfo:
    """Return the time zone in which somebody lives; the studio's where nobody has said, UTC for one that is unknown."""
    try:
        return zoneinfo.ZoneInfo(by.timezone or settings().timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return dt.UTC


def local_day(moment: dt.datetime, zone: dt.tzinfo) -> dt.date:
    """Return the day of a moment (UTC) in a time zone."""
    return moment.replace(tzinfo=dt.UTC).astimezone(zone).date()


def weekdays(start: dt.datetime, finish: dt.datetime) -> Iterator[dt.datetime]:
    """Return the weekdays (UTC) from a start through the whole days until a finish, each at the hour of the start."""
    moments = (start + dt.timedelta(days=number) for number in range((finish - start).days + 1))
    return (moment for moment in moments if moment.weekday() < SATURDAY)


def business_days(start: dt.datetime, finish: dt.datetime) -> int:
    """Return how many days a task takes: that of its start, and the weekdays after it."""
    return 1 + sum(1 for moment in weekdays(start, finish) if moment > start)


def shares(task: Work, nb_frames: int, times: Sequence[TimeSpent], mode: Mode, zone: dt.tzinfo) -> list[Share]:
    """Return the shares in a shot of those who did a task; `times` are all that were booked on it."""
    finish = mode.finish_of(task)
    if finish is None:
        return []
    if not mode.weighted:
        return [_share(task, one, local_day(finish, zone), nb_frames, 1) for one in task.assignees]
    if times:
        return _by_hours(task, nb_frames, times)
    return _by_days(task, nb_frames, finish, zone)


def _by_hours(task: Work, nb_frames: int, times: Iterable[TimeSpent]) -> list[Share]:
    if task.duration <= 0:
        return []
    return [_share(task, time.person_id, time.date, nb_frames, time.duration / task.duration) for time in times]


def _by_days(task: Work, nb_frames: int, finish: dt.datetime, zone: dt.tzinfo) -> list[Share]:
    if task.real_start_date is None:
        return []
    days = business_days(task.real_start_date, finish)
    return [
        _share(task, person_id, local_day(moment, zone), nb_frames, 1 / days)
        for moment in weekdays(task.real_start_date, finish)
        for person_id in task.assignees
    ]


def _share(task: Work, person_id: str, day: dt.date, nb_frames: int, shots: float) -> Share:
    frames, drawings = round(nb_frames * shots), round(task.nb_drawings * shots)
    return Share(person_id, task.task_type_id, day, frames, shots, drawings)
