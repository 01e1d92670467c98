"""Days off: when somebody doesn't work."""

import datetime as dt

from chalicelib.refs import PersonId
from chalicelib.store import Collection, Record, Unique


class DayOff(Record, frozen=True, kw_only=True):
    """The days off from `date` to `end_date`, both included; no two of a person overlap."""

    date: dt.date
    end_date: dt.date
    description: str | None = None
    person_id: PersonId


class Absences(Record, frozen=True, kw_only=True):
    """How often a person's days off have changed; its id is the person's. Never answered.

    Everybody who changes them changes this too, so that two at once never make two that overlap.
    """

    changes: int = 0


day_offs = Collection(
    DayOff,
    within="person_id",
    unique=[Unique("date", lambda d: f"{d.person_id}#{d.date}", "date: days off of theirs begin on this day already")],
)
absences = Collection(Absences, home="absences")


def of_person(person_id: str) -> list[DayOff]:
    """Return all of somebody's days off, by day. Costs one Query."""
    return sorted(day_offs.within(person_id), key=lambda one: one.date)
