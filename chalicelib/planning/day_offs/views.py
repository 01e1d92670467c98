"""How days off are shown, and to whom."""

from collections.abc import Iterable
from typing import Any

from chalicelib.access import Actor
from chalicelib.errors import Forbidden
from chalicelib.people.persons.records import Person, standings
from chalicelib.planning.day_offs.records import DayOff
from chalicelib.planning.day_offs.rules import Sight, sight_of
from chalicelib.web.filters import cut

Values = dict[str, Any]


def sight(by: Actor, person: Person) -> Sight:
    """Return what somebody sees of a person's days off. Costs one trip. Raises Forbidden for nothing."""
    standing = standings.find(person.id)
    found = sight_of(by, person, standing.roles if standing else ())
    if found is Sight.NOTHING:
        raise Forbidden("their days off are for themselves and those who plan their work")
    return found


def shown(day_off: DayOff, seen: Sight) -> Values:
    """Return days off as somebody sees them: why, is not for everyone."""
    whole = cut(day_off, relations=True, shown=None)
    if seen is Sight.DAYS:
        del whole["description"]
    return whole


def all_shown(found: Iterable[DayOff], seen: Sight) -> list[Values]:
    """Return several, in their order."""
    return [] if seen is Sight.NOTHING else [shown(one, seen) for one in found]
