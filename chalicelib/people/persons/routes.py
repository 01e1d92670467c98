"""Person operations."""

from typing import Annotated, Any

import msgspec

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.auth.passwords.rules import hashed
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule, Forbidden, Refused
from chalicelib.people.departments.records import departments
from chalicelib.people.persons import rules
from chalicelib.people.persons.records import Credentials, Person, Standing, by_email, credentials, persons, picture_of
from chalicelib.people.persons.tokens import token_for
from chalicelib.people.persons.views import known_to, shown
from chalicelib.settings import settings
from chalicelib.store.reading import gather
from chalicelib.store.records import NonEmpty
from chalicelib.web import filters
from chalicelib.web.answers import paged
from chalicelib.web.filters import Query, cut
from chalicelib.web.queries import Fields, Page, Relations, WithoutRelations
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table
from chalicelib.web.table import change as table_change
from chalicelib.web.table import create as table_create

routes = Routes(__name__)


class DepartmentOf(msgspec.Struct):
    """The department that somebody joins."""

    department_id: NonEmpty


def _prepare(changes: Changes, by: Actor, values: dict[str, Any], old: Person | None) -> dict[str, Any]:
    values = {name: value for name, value in values.items() if name not in rules.NEVER_SENT}
    values.pop("password", None)  # of somebody new it is kept apart
    if old is not None:
        if not by.is_admin:
            values = rules.of_oneself(values, old.is_bot)
        elif "login_failed_attemps" in values:
            failures = rules.failures(values["login_failed_attemps"])
            changes.save(msgspec.structs.replace(credentials.get(old.id), failures=failures))
    checked = rules.checked_values(values)
    _check_address(checked.get("email"), old, is_bot=bool(checked.get("is_bot", old is not None and old.is_bot)))
    return checked


def _check_address(email: str | None, old: Person | None, *, is_bot: bool) -> None:
    """Refuse an address that somebody else has; whoever takes it at the same moment is refused by the store."""
    if email is None or is_bot or (old is not None and old.email == email):
        return
    if by_email(email) is not None:
        raise BreaksRule("email: somebody else has this address")


def _added(_changes: Changes, _by: Actor, person: Person) -> Person:
    if _is_one_too_many(person):
        limit = settings().user_limit
        raise Refused(f"the studio has its {limit} active people", data={"limit": limit})
    return msgspec.structs.replace(person, full_name=rules.full_name(person.first_name, person.last_name))


def _changed(_changes: Changes, _by: Actor, old: Person, new: Person) -> Person:
    if old.preview_project_id is not None:
        raise Forbidden("a preview account is changed with its production")
    if new.active and not old.active and _is_one_too_many(new):
        raise BreaksRule(f"the studio has its {settings().user_limit} active people")
    return msgspec.structs.replace(new, full_name=rules.full_name(new.first_name, new.last_name))


def _is_one_too_many(person: Person) -> bool:
    if person.is_bot or person.is_guest or not person.active:
        return False
    active = sum(1 for one in persons.all() if one.active and not one.is_bot and not one.is_guest)
    return active >= settings().user_limit


def oneself_or_admin(by: Actor, person: Person) -> bool:
    """Allow admins, and people what is their own."""
    return by.is_admin or by.id == person.id


people = table(
    routes, "/data/persons", persons, read=access.signed_in, write=access.admin,
    hooks=Hooks(prepare=_prepare, added=_added, changed=_changed),
    without=("list", "get", "create", "change", "delete"),
)  # fmt: skip


@routes.get("/data/persons", allow=access.signed_in, shows=paged(Person))
def everybody(by: Actor, query: Annotated[Query, Person, rules.SECRET, Relations, Fields, Page]) -> Any:
    """The people that somebody may know, as far as they may see them."""
    query = _lowered(query)
    tests = filters.criteria_of(Person, query, rules.not_asked_by(by))
    paged, only, relations = "page" in query, filters.only(query), filters.is_true(query, "relations")
    if paged:
        filters.number(query, "page", 1), filters.limit_of(query)
    rows = [shown(one, by, single=False, relations=relations, only=only) for one in _fitting(by, tests, paged)]
    return filters.page_of(rows, query) if paged else rows


def _lowered(query: Query) -> Query:
    """Return a query with its address in the form in which addresses are kept."""
    if "email" not in query:
        return query
    return query | {"email": [text.lower() for text in query["email"]]}


def _fitting(by: Actor, tests: dict[str, filters.Test], newest_first: bool) -> list[Person]:
    """Return those of the people that somebody may know who pass the tests."""
    known, items = gather(lambda: known_to(by), persons.items)
    if newest_first:
        items = sorted(items, key=lambda item: item.updated_at, reverse=True)
    return [
        person
        for person in map(persons.record, items)
        if rules.is_listed(person) and known(person) and all(test(getattr(person, n)) for n, test in tests.items())
    ]


@routes.get("/data/persons/{person_id}", allow=access.signed_in, malformed=400, shows=Person)
def one(person: Person, by: Actor, query: Annotated[Query, WithoutRelations]) -> dict[str, Any]:
    """One person, as far as somebody may see them."""
    if not known_to(by)(person):
        raise Forbidden("this person is on none of your productions")
    return shown(person, by, single=True, relations=filters.is_true(query, "relations", True))


@routes.post("/data/persons", allow=access.admin, shows=Person)
def create(body: Any, by: Actor, changes: Changes) -> dict[str, Any]:
    """Welcome somebody new; a bot gets its token."""
    password = rules.password(body.get("password")) if isinstance(body, dict) else None
    person = table_create(people, changes, by, body)
    changes.add(Credentials(id=person.id, password=hashed(password) if password else None))
    changes.add(Standing(id=person.id))
    answer = cut(person, relations=True, shown=None)
    return answer | ({"access_token": token_for(changes, person)} if person.is_bot else {})


@routes.put("/data/persons/{person_id}", allow=oneself_or_admin, malformed=400, shows=Person)
def change(person: Person, body: Any, by: Actor, changes: Changes) -> dict[str, Any]:
    """Change somebody; of oneself not everything. Whoever sets an expiration date gets a new token."""
    changed = table_change(people, changes, by, person, body)
    answer = cut(changed, relations=True, shown=None)
    renewed = "expiration_date" in body and (by.is_admin or not person.is_bot)
    return answer | ({"access_token": token_for(changes, changed)} if renewed else {})


@routes.delete("/actions/persons/{person_id}/clear-avatar", allow=access.admin)
def clear_avatar(person: Person, changes: Changes) -> None:
    """Take somebody's picture away."""
    changes.save(msgspec.structs.replace(person, has_avatar=False))
    changes.discard(picture_of(person.id))
    changes.tell("person:update", person_id=person.id)


@routes.post("/actions/persons/{person_id}/departments/add", allow=access.admin, shows=Person)
def join_department(person: Person, body: DepartmentOf, changes: Changes) -> dict[str, Any]:
    """Put somebody into a department; twice is no matter."""
    if departments.find(body.department_id) is None:
        raise BreaksRule("department_id: there is no such department")
    return cut(_moved(changes, person, {*person.departments, body.department_id}), relations=True, shown=None)


@routes.delete("/actions/persons/{person_id}/departments/{department_id}", allow=access.admin)
def leave_department(person: Person, department_id: str, changes: Changes) -> None:
    """Take somebody out of a department; one they are not in is no matter."""
    if departments.find(department_id) is None:
        raise BreaksRule("department_id: there is no such department")
    _moved(changes, person, set(person.departments) - {department_id})


def _moved(changes: Changes, person: Person, into: set[str]) -> Person:
    changes.tell("person:update", person_id=person.id)
    return changes.save(msgspec.structs.replace(person, departments=sorted(into)))
