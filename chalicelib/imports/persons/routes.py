"""Importing a sheet of people."""

import itertools
from typing import Annotated, Any, NamedTuple

from msgspec.structs import replace

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule
from chalicelib.imports import rows
from chalicelib.imports.once import Once
from chalicelib.imports.persons import rules
from chalicelib.imports.rows import Row
from chalicelib.imports.upload import Update, content_of
from chalicelib.people.departments.records import departments
from chalicelib.people.persons.records import Credentials, Person, Standing, by_email, persons
from chalicelib.people.studios.records import studios
from chalicelib.settings import settings
from chalicelib.store import gather, work
from chalicelib.store.records import made
from chalicelib.web.body import Sent
from chalicelib.web.filters import Query, cut, is_true
from chalicelib.web.routes import Routes

routes = Routes(__name__)

Values = dict[str, Any]


class Staff(NamedTuple):
    """Who works in the studio, by address, who of them counts towards its limit, and where one may work."""

    kept: Once[Person]
    ids: dict[str, str]
    counting: set[str]
    studios: dict[str, str]
    departments: dict[str, str]


@routes.post("/import/csv/persons", allow=access.admin, shows=list[Person])
def people(by: Actor, sent: Sent, query: Annotated[Query, Update]) -> list[Values]:
    """Welcome the people of a sheet, and change those who are here if that is wanted."""
    sheet = rows.read(content_of(sent))
    staff, update = _staff(), is_true(query, "update")

    def one(row: Row) -> Values:
        values = rules.called(rules.values(row, staff.studios, staff.departments))
        attempts = itertools.count()

        def attempt(changes: Changes) -> Person:
            return _placed(changes, staff, values, update=update, again=next(attempts) > 0)

        person = work.run(attempt, by.id)
        _learn(staff, person)
        return cut(person, relations=False, shown=None)

    return rows.each(sheet, rules.NEEDED, one)


def _staff() -> Staff:
    items, places, own = gather(persons.items, studios.all, departments.all)
    staff = Staff(
        Once(persons, items), {}, set(), {one.name: one.id for one in places}, {one.name: one.id for one in own}
    )
    for person in staff.kept.records():
        _learn(staff, person)
    return staff


def _learn(staff: Staff, person: Person) -> None:
    if person.email and not person.is_bot:
        staff.ids[person.email] = person.id
    counts = person.active and not person.is_bot and not person.is_guest
    (staff.counting.add if counts else staff.counting.discard)(person.id)


def _placed(changes: Changes, staff: Staff, values: Values, *, update: bool, again: bool) -> Person:
    """Make or change somebody; who was made by somebody else at the same moment is found the second time."""
    there = staff.ids.get(values["email"])
    if there is None and again and (found := by_email(values["email"])) is not None:
        there = found.id
    if there is None:
        person: Person = made(Person, values)
        _check_room(staff, person)
        changes.add(Credentials(id=person.id))
        changes.add(Standing(id=person.id))
        return changes.add(person)
    old = staff.kept.take(there)
    if not update:
        return old
    if old.preview_project_id is not None:
        raise BreaksRule("Email: a preview account is changed with its production")
    new = replace(old, **values)
    _check_room(staff, new)
    return changes.save(new)


def _check_room(staff: Staff, person: Person) -> None:
    limit = settings().user_limit
    if person.active and person.id not in staff.counting and len(staff.counting) >= limit:
        raise BreaksRule(f"Active: the studio has its {limit} active people")
