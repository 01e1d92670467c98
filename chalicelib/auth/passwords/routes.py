"""Changing passwords."""

import msgspec

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.auth.mails import rules as texts
from chalicelib.auth.mails.records import note
from chalicelib.auth.passwords import resets, rules
from chalicelib.auth.sessions.rules import check_not_locked, failed
from chalicelib.changes import Changes
from chalicelib.errors import DoesNotFit, Forbidden, Refused
from chalicelib.people.persons.records import Credentials, Person, by_email, credentials, persons
from chalicelib.store.reading import gather
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


class Forgotten(msgspec.Struct):
    """The address of somebody who has forgotten their password."""

    email: NonEmpty


class Reset(msgspec.Struct):
    """A new password, typed twice, of somebody who got a token by mail."""

    email: NonEmpty
    token: NonEmpty
    password: NonEmpty
    password2: NonEmpty


@routes.post("/auth/change-password", allow=access.person, status=200)
def change_own(body: OwnChange, by: Actor, changes: Changes) -> Answer | dict[str, bool]:
    """Change one's own password; wrong old ones count as failed log ins."""
    kept, person = gather(lambda: credentials.get(by.id), lambda: persons.get(by.id))
    try:
        check_not_locked(kept, changes.now)
    except Refused as refused:
        return answer_to(refused)
    if not rules.matches(body.old_password, kept.password):
        changes.save(failed(kept, changes.now))
        return answer_to(Refused("the old password is wrong"))
    rules.check(body.password, body.password_2)
    _keep(changes, kept, body.password)
    note(changes, person.email, *texts.password_changed())
    return {"success": True}


@routes.post("/actions/persons/{person_id}/change-password", allow=access.admin, status=200)
def change(person: Person, body: Change, by: Actor, changes: Changes) -> dict[str, bool]:
    """Give somebody a new password; another admin's can't be changed once there is one."""
    kept = _of_somebody(person, by)
    if body.password != body.password_2:
        raise DoesNotFit("password_2", "the two passwords differ")
    rules.check(body.password, body.password_2)
    _keep(changes, kept, body.password)
    note(changes, person.email, *texts.password_changed())
    return {"success": True}


@routes.post("/auth/reset-password", allow=access.anyone, status=200)
def forget(body: Forgotten, changes: Changes) -> dict[str, str]:
    """Mail a link to somebody who has forgotten their password; the answer doesn't tell whether there is anybody."""
    person = by_email(body.email)
    if person is not None and person.active and person.email:
        note(changes, person.email, *texts.reset(person.email, resets.new_token(changes, person.email)))
    return {"success": "if somebody has this address, a mail is on its way"}


@routes.put("/auth/reset-password", allow=access.anyone)
def reset(body: Reset, changes: Changes) -> dict[str, bool]:
    """Give a new password to whoever has the token; it is used up by that."""
    person = by_email(body.email)
    if person is None or not resets.is_good(changes, str(person.email), body.token):
        raise Refused("the token is wrong, or over")
    rules.check(body.password, body.password2)
    _keep(changes, credentials.get(person.id), body.password)
    changes.use_up(resets.name_of(str(person.email)))
    return {"success": True}


@routes.post("/actions/persons/{person_id}/reset-password-link", allow=access.admin, status=200)
def link(person: Person, by: Actor, changes: Changes) -> dict[str, str]:
    """Return the address of the page on which somebody chooses a new password; nothing is sent."""
    _of_somebody(person, by)
    email = _address(person)
    token = resets.current(changes, email) or resets.new_token(changes, email)
    return {"reset_password_link": texts.link(email, token)}


@routes.get("/actions/persons/{person_id}/invite", allow=access.admin)
def invite(person: Person, changes: Changes) -> dict[str, bool | str]:
    """Mail somebody a link with which they choose their first password."""
    _refuse_bots(person)
    email = _address(person)
    note(changes, email, *texts.invitation(email, resets.new_token(changes, email, resets.INVITED_FOR)))
    return {"success": True, "message": f"an invitation to {email} is on its way"}


def _of_somebody(person: Person, by: Actor) -> Credentials:
    """Return the credentials of somebody whose password may be set. Raises Forbidden, Refused."""
    _refuse_bots(person)
    kept = credentials.get(person.id)
    if person.role == access.ADMIN and person.id != by.id and kept.password is not None:
        raise Refused("another admin's password can only be changed by themselves")
    return kept


def _refuse_bots(person: Person) -> None:
    if person.is_bot:
        raise Forbidden("a bot has no password")


def _address(person: Person) -> str:
    if not person.email:
        raise Refused("this person has no address")
    return person.email


def _keep(changes: Changes, kept: Credentials, password: str) -> None:
    changes.save(msgspec.structs.replace(kept, password=rules.hashed(password)))
