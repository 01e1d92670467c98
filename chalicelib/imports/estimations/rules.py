"""What a row of estimations says of a task: how long it takes, and when it is done."""

import datetime as dt
import math
import re
from collections.abc import Iterable
from typing import Any

from chalicelib.errors import BreaksRule
from chalicelib.imports.entities.rules import People, metadata, whole_number
from chalicelib.imports.rows import Row
from chalicelib.people.organisation.records import Organisation
from chalicelib.projects.descriptors.records import MetadataDescriptor

NEEDED = ("Parent", "Entity")
AMOUNT = re.compile(r"\d{1,6}([.,]\d{1,6})?", re.ASCII)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
SATURDAY = 5
WHOLE = {"nb_drawings": "Drawings", "difficulty": "Difficulty"}
DATES = {"start_date": "Start date", "due_date": "Due date"}


def values(
    row: Row, organisation: Organisation, columns: Iterable[MetadataDescriptor], people: People
) -> dict[str, Any]:
    """Return the values that a row gives a task; empty cells say nothing. Raises BreaksRule.

    A task that has a start and an estimation but no due date is due after so many working days.
    """
    found: dict[str, Any] = {field: whole_number(name, row.text(name)) for field, name in WHOLE.items()}
    found |= {field: _day(name, row.text(name)) for field, name in DATES.items()}
    found["estimation"] = minutes = _minutes(row.text("Estimation"), organisation)
    start = found["start_date"]
    if found["due_date"] is None and start is not None and minutes is not None:
        found["due_date"] = due(start, minutes / (organisation.hours_by_day * 60))
    given = {field: value for field, value in found.items() if value is not None}
    data = metadata(row, columns, people)
    return given | ({"data": data} if data else {})


def _minutes(text: str, organisation: Organisation) -> float | None:
    """Return an estimation in minutes; the studio counts it in days or in hours."""
    if text and not AMOUNT.fullmatch(text):
        raise BreaksRule(f"Estimation: {text[:40]!r} is no length of time")
    if not text:
        return None
    hours = 1 if organisation.format_duration_in_hours else organisation.hours_by_day
    return float(round(float(text.replace(",", ".")) * hours * 60))


def _day(name: str, text: str) -> dt.datetime | None:
    if not text:
        return None
    try:
        if DAY.fullmatch(text):
            return dt.datetime.fromisoformat(text)
    except ValueError:
        pass
    raise BreaksRule(f"{name}: {text[:40]!r} is no day like 2026-03-31")


def due(start: dt.datetime, days: float) -> dt.datetime:
    """Return the day on which work of so many days is done: Monday to Friday, a fraction counts as a day."""
    day, left = start, math.ceil(round(days, 6)) - 1
    while left > 0:
        day += dt.timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return day
