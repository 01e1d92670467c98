"""Person operations."""

from typing import Any

import msgspec

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.auth.passwords.rules import hashed
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule, Forbidden
from chalicelib.people.departments.records import departments
from chalicelib.people.persons import rules
from chalicelib.people.persons.records import Credentials, Person, Standing, credentials, persons
from chalicelib.settings import settings
from chalicelib.store.records import NonEmpty
from chalicelib.web.filters import cut
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
    if old is None:
        return rules.checked_values(values)
    if not by.is_admin:
        values = {name: value for name, value in values.items() if name not in rules.NOT_OF_ONESELF}
    elif "login_failed_attemps" in values:
        kept = credentials.get(old.id)
        changes.save(msgspec.structs.replace(kept, failures=int(values["login_failed_attemps"])))
    values.pop("password", None)
    return rules.checked_values(values)


def _added(_changes: Changes, _by: Actor, person: Person) -> Person:
    _check_limit(person)
    return msgspec.structs.replace(person, full_name=rules.full_name(person.first_name, person.last_name))


def _changed(_changes: Changes, _by: Actor, old: Person, new: Person) -> Person:
    if old.preview_project_id is not None:
        raise Forbidden("a preview account is changed with its production")
    if new.active and not old.active:
        _check_limit(new)
    return msgspec.structs.replace(new, full_name=rules.full_name(new.first_name, new.last_name))


def _check_limit(person: Person) -> None:
    if person.is_bot or not person.active:
        return
    active = sum(1 for one in persons.all() if one.active and not one.is_bot and not one.is_guest)
    if active >= settings().user_limit:
        raise BreaksRule(f"the studio has its {settings().user_limit} active people")


def oneself_or_admin(by: Actor, person: Person) -> bool:
    """Allow admins, and people what is their own."""
    return by.is_admin or by.id == person.id


people = table(
    routes, "/data/persons", persons, read=access.signed_in, write=access.admin,
    hooks=Hooks(prepare=_prepare, added=_added, changed=_changed), shown=rules.seen_by, refused=rules.not_asked_by,
    without=("create", "change", "delete"),
)  # fmt: skip


@routes.post("/data/persons", allow=access.admin)
def create(body: Any, by: Actor, changes: Changes) -> dict[str, Any]:
    """Welcome somebody new."""
    password = body.pop("password", None) if isinstance(body, dict) else None
    person = table_create(people, changes, by, body)
    changes.add(Credentials(id=person.id, password=hashed(password) if password else None))
    changes.add(Standing(id=person.id))
    return cut(person, relations=True, shown=None)


@routes.put("/data/persons/{person_id}", allow=oneself_or_admin, malformed=400)
def change(person: Person, body: Any, by: Actor, changes: Changes) -> dict[str, Any]:
    """Change somebody; of oneself not everything."""
    return cut(table_change(people, changes, by, person, body), relations=True, shown=None)


@routes.post("/actions/persons/{person_id}/departments/add", allow=access.admin)
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
