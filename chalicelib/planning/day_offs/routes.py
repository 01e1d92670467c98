"""The plain operations of days off."""

from typing import Any

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.people.persons.records import Person, persons
from chalicelib.planning import parents
from chalicelib.planning.day_offs import rules
from chalicelib.planning.day_offs.hours import clear
from chalicelib.planning.day_offs.records import DayOff, absences, day_offs
from chalicelib.planning.day_offs.views import shown, sight
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, Values, table

routes = Routes(__name__)


def oneself_or_admin(by: Actor, record: DayOff) -> bool:
    """Allow administrators, and people what is their own."""
    return by.is_admin or by.id == record.person_id


def _prepare(_changes: Changes, by: Actor, values: Values, _old: DayOff | None) -> Values:
    return rules.checked(by, values)


def _added(changes: Changes, _by: Actor, day_off: DayOff) -> DayOff:
    count = absences.find(day_off.person_id)  # first: who changes the others after it outruns this commit
    others = day_offs.within(day_off.person_id)
    rules.check_fits(day_off, others)
    rules.counted(changes, day_off.person_id, count)
    clear(changes, day_off)
    return day_off


def _changed(changes: Changes, by: Actor, old: DayOff, new: DayOff) -> DayOff:
    if new.person_id != old.person_id:
        changes.move(new, old, None)
    return _added(changes, by, new)


table(
    routes, "/data/day-offs", day_offs, list=access.admin, read=access.signed_in, write=oneself_or_admin,
    create=access.signed_in, parents=parents.below("person_id", persons.all), without=["get"],
    hooks=Hooks(prepare=_prepare, added=_added, changed=_changed),
)  # fmt: skip


@routes.get("/data/day-offs/{day_off_id}", allow=access.signed_in, malformed=400, shows=DayOff)
def one(day_off: DayOff, person: Person, by: Actor) -> dict[str, Any]:
    """Days off, as somebody may see them."""
    return shown(day_off, sight(by, person))
