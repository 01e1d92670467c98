"""What tables of hours count by."""

import datetime as dt
from collections.abc import Callable, Iterable

from chalicelib.planning.time_spents.records import TimeSpent

Unit = Callable[[dt.date], int]
Table = dict[str, dict[str, float]]


def year(day: dt.date) -> int:
    """Return a day's year."""
    return day.year


def month(day: dt.date) -> int:
    """Return a day's month."""
    return day.month


def week(day: dt.date) -> int:
    """Return a day's ISO week: the last days of a year may be of week 1."""
    return day.isocalendar().week


def number(day: dt.date) -> int:
    """Return a day's number in its month."""
    return day.day


def table(times: Iterable[TimeSpent], unit: Unit) -> Table:
    """Return the minutes of each person in each unit of time."""
    found: Table = {}
    for time in times:
        row = found.setdefault(str(unit(time.date)), {})
        row[time.person_id] = row.get(time.person_id, 0) + time.duration
    return found
