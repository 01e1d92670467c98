"""What is true of days off: who may see and write them, and that no two of a person overlap."""

import datetime as dt
import enum
from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from chalicelib.access import MANAGER, SUPERVISOR, Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule, Forbidden, NotStored
from chalicelib.people.persons.records import Person
from chalicelib.planning.day_offs.records import Absences, DayOff

Values = dict[str, Any]


class Sight(enum.Enum):
    """How much of somebody's days off another one sees: all, all but why, or nothing."""

    WHOLE = "whole"
    DAYS = "days"
    NOTHING = "nothing"


def sight_of(by: Actor, person: Person, productions: Iterable[str]) -> Sight:
    """Return what somebody sees of a person who is on these productions: as their manager there, or supervisor."""
    if by.is_admin or by.id == person.id:
        return Sight.WHOLE
    roles = {by.role_in(production) for production in productions}
    if MANAGER in roles:
        return Sight.WHOLE
    shares = not by.departments or bool(set(by.departments) & set(person.departments))
    return Sight.DAYS if SUPERVISOR in roles and shares else Sight.NOTHING


def check_own(by: Actor, person_id: object) -> None:
    """Refuse to write the days off of somebody else. Raises Forbidden."""
    if not by.is_admin and person_id != by.id:
        raise Forbidden("only administrators write the days off of others")


def checked(by: Actor, values: Values) -> Values:
    """Return the values of days off that somebody may write. Raises Forbidden, NotStored."""
    if "person_id" in values:
        check_own(by, values["person_id"])
    for name in ("date", "end_date"):
        try:
            if values.get(name) is not None:
                dt.date.fromisoformat(values[name][:10])
        except (TypeError, ValueError):
            raise NotStored(f"{name}: {values[name]!r} is no day") from None
    return values


def check_fits(day_off: DayOff, others: Iterable[DayOff]) -> None:
    """Refuse days off that end before they begin, or overlap others of the person. Raises NotStored, BreaksRule."""
    if day_off.date > day_off.end_date:
        raise NotStored("end_date: is before date")
    for other in others:
        if other.id != day_off.id and other.date <= day_off.end_date and other.end_date >= day_off.date:
            raise BreaksRule(f"date: there are days off from {other.date} to {other.end_date} already")


def counted(changes: Changes, person_id: str, before: Absences | None) -> None:
    """Count a change of somebody's days off: of two at once, one is done again."""
    if before is None:
        changes.add(Absences(id=person_id, changes=1))
    else:
        changes.save(replace(before, changes=before.changes + 1))
