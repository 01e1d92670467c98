"""Who was there on which days: the sheet of a month."""

import calendar
import datetime as dt
import re
from collections.abc import Iterable

from chalicelib.errors import BreaksRule, DoesNotFit
from chalicelib.people.persons.records import Person
from chalicelib.people.presence.records import DesktopLoginLog

Month = tuple[int, int]


def moment(text: str | None, now: dt.datetime) -> dt.datetime:
    """Return the moment of a log in: a day or a date-time of a body, or now. Raises DoesNotFit."""
    if text is None:
        return now
    try:
        found = dt.datetime.fromisoformat(text)
        found = found if found.tzinfo is None else found.astimezone(dt.UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise DoesNotFit("date", "must be a day or a moment") from None
    return found.replace(microsecond=0)


def month_of(text: str) -> Month:
    """Return the year and the month of 2024-03 or 2024-3. Raises BreaksRule."""
    found = re.fullmatch(r"(\d{4})-(\d{1,2})", text)
    if found is None or not 1 <= int(found[2]) <= 12 or int(found[1]) == 0:
        raise BreaksRule(f"{text!r} is no month, YYYY-MM")
    return int(found[1]), int(found[2])


def listed(people: Iterable[Person]) -> list[Person]:
    """Return who is on the sheet: active people and bots without guests, by name."""
    there = (one for one in people if one.active and not one.is_guest)
    return sorted(there, key=lambda one: (one.first_name, one.last_name))


def sheet(month: Month, people: list[Person], logs: Iterable[Iterable[DesktopLoginLog]]) -> str:
    """Return a month's sheet as CSV: a row for each person, an X on the days with a log in.

    `logs` are those of each person, in the order of the people.
    """
    days = range(1, calendar.monthrange(*month)[1] + 1)
    rows = [[str(month[0]), *map(str, days)]]
    for person, theirs in zip(people, logs, strict=True):
        present = {log.date.day for log in theirs if (log.date.year, log.date.month) == month}
        rows.append([_quoted(person.full_name), *("X" if day in present else "" for day in days)])
    return "".join(";".join(row) + "\r\n" for row in rows)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ';"\r\n') else text
