"""Days and periods, as paths and query strings name them."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from chalicelib.errors import BreaksRule

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class AskedPeriod(Struct):
    """The days that a query string asks for, from the first to the last, both included."""

    start_date: dt.date | None = None
    end_date: dt.date | None = None


class Period(NamedTuple):
    """Days from the first to the last, both included."""

    first: dt.date
    last: dt.date

    def touches(self, first: dt.date, last: dt.date) -> bool:
        """Return whether one of these days is in the period."""
        return first <= self.last and last >= self.first

    def days(self) -> Iterator[dt.date]:
        """Return its days."""
        return (self.first + dt.timedelta(days=number) for number in range((self.last - self.first).days + 1))


EVER = Period(dt.date.min, dt.date.max)


def day_of(text: str) -> dt.date:
    """Return a day that is written as YYYY-MM-DD. Raises BreaksRule."""
    try:
        if DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise BreaksRule(f"{text!r} is no day, YYYY-MM-DD")


def day(year: str, month: str, number: str) -> Period:
    """Return one day as a period. Raises BreaksRule."""
    try:
        found = dt.date(int(year), int(month), int(number))
    except (ValueError, OverflowError):
        raise BreaksRule(f"{year}-{month}-{number} is no day") from None
    return Period(found, found)


def week(year: str, number: str) -> Period:
    """Return an ISO week. Raises BreaksRule."""
    try:
        first = dt.date.fromisocalendar(int(year), int(number), 1)
        return Period(first, first + dt.timedelta(days=6))
    except (ValueError, OverflowError):
        raise BreaksRule(f"{year} has no week {number}") from None


def month(year: str, number: str) -> Period:
    """Return a month. Raises BreaksRule."""
    first = day(year, number, "1").first
    return Period(first, first.replace(day=calendar.monthrange(first.year, first.month)[1]))


def year(number: str) -> Period:
    """Return a year. Raises BreaksRule."""
    return Period(day(number, "1", "1").first, day(number, "12", "31").last)


def asked(query: dict[str, list[str]]) -> Period | None:
    """Return the period that `start_date` and `end_date` ask for, None for none. Raises BreaksRule for one of two."""
    texts = [query[name][0] for name in ("start_date", "end_date") if name in query]
    if len(texts) == 1:
        raise BreaksRule("start_date and end_date go together")
    return Period(day_of(texts[0]), day_of(texts[1])) if texts else None


def asked_from_to(query: dict[str, list[str]]) -> Period:
    """Return the period that is asked for; where a date is left out it has no end on that side. Raises BreaksRule."""
    first, last = (day_of(query[name][0]) if name in query else None for name in ("start_date", "end_date"))
    return Period(first or EVER.first, last or EVER.last)
