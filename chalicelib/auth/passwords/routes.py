"""Changing passwords."""

import msgspec

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.auth.passwords import rules
from chalicelib.auth.sessions.rules import check_not_locked, failed
from chalicelib.changes import Changes
from chalicelib.errors import DoesNotFit, Refused
from chalicelib.people.persons.records import Credentials, Person, credentials
from chalicelib.store.records import NonEmpty
from chalicelib.web.http import Answer
from chalicelib.web.refusals import answer_to
from chalicelib.web.routes import Routes

routes = Routes(__name__)


class OwnChange(msgspec.Struct):
    """A new password for oneself, typed twice."""

    old_password: NonEmpty
    password: NonEmpty
    password_2: NonEmpty


class Change(msgspec.Struct):
    """A new password for somebody, typed twice."""

    password: NonEmpty
    password_2: NonEmpty


@routes.post("/auth/change-password", allow=access.person, status=200)
def change_own(body: OwnChange, by: Actor, changes: Changes) -> Answer | dict[str, bool]:
    """Change one's own password; wrong old ones count as failed log ins."""
    kept = credentials.get(by.id)
    try:
        check_not_locked(kept, changes.now)
    except Refused as refused:
        return answer_to(refused)
    if not rules.matches(body.old_password, kept.password):
        changes.save(failed(kept, changes.now))
        return answer_to(Refused("the old password is wrong"))
    rules.check(body.password, body.password_2)
    _keep(changes, kept, body.password)
    return {"success": True}


@routes.post("/actions/persons/{person_id}/change-password", allow=access.admin_person, status=200)
def change(person: Person, body: Change, by: Actor, changes: Changes) -> dict[str, bool]:
    """Give somebody a new password; another admin's can't be changed once there is one."""
    kept = credentials.get(person.id)
    if person.role == access.ADMIN and person.id != by.id and kept.password is not None:
        raise Refused("another admin's password can only be changed by themselves")
    if body.password != body.password_2:
        raise DoesNotFit("password_2", "the two passwords differ")
    rules.check(body.password, body.password_2)
    _keep(changes, kept, body.password)
    return {"success": True}


def _keep(changes: Changes, kept: Credentials, password: str) -> None:
    changes.save(msgspec.structs.replace(kept, password=rules.hashed(password)))
