"""Signing in a desktop program by way of the browser (PKCE, RFC 7636)."""

import base64
import datetime as dt
import hashlib
import secrets
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.auth.sessions.opening import opened
from chalicelib.changes import Changes
from chalicelib.people.persons.records import persons
from chalicelib.store import reading
from chalicelib.store.tables import SessionItem
from chalicelib.web.http import Answer, Request, json_answer
from chalicelib.web.routes import Routes

routes = Routes(__name__)
LIFETIME = dt.timedelta(minutes=1)


class Challenge(msgspec.Struct):
    """The SHA-256 of the program's verifier, as base64url."""

    code_challenge: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{43}\Z")]


class Exchange(msgspec.Struct):
    """The code that the browser gave to the program, and the verifier that only the program knows."""

    code: Annotated[str, Meta(min_length=1, max_length=128)]
    code_verifier: Annotated[str, Meta(pattern=r"^[A-Za-z0-9._~-]{43,128}\Z")]


@routes.post("/auth/app-login/code", allow=access.person)
def code(body: Challenge, by: Actor, changes: Changes) -> dict[str, str]:
    """Give a code that the program with the verifier turns into a session; it is good for a minute, and once."""
    made = secrets.token_urlsafe(32)
    changes.hand_out(_name(made), LIFETIME, f"{by.id} {body.code_challenge}")
    return {"code": made}


@routes.post("/auth/app-login/token", allow=access.anyone, status=200)
def token(body: Exchange, changes: Changes, request: Request) -> Answer | dict[str, Any]:
    """Give a session for a code; a wrong verifier uses the code up."""
    ticket = reading.tickets([_name(body.code)]).get(_name(body.code))
    if ticket is None or not ticket.value or _is_over(ticket, changes.moment):
        return _refused("the code is unknown, used or over")
    changes.use_up(ticket.name)
    person_id, challenge = ticket.value.split(" ")
    person = persons.find(person_id)
    if person is None or not person.active or not secrets.compare_digest(_challenge_of(body.code_verifier), challenge):
        return _refused("the verifier doesn't fit the code")
    return opened(changes, request, person, "script")


def _name(made: str) -> str:
    return f"app-login#{made}"


def _is_over(ticket: SessionItem, now: dt.datetime) -> bool:
    return int(ticket.expires) < now.replace(tzinfo=dt.UTC).timestamp()


def _challenge_of(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _refused(message: str) -> Answer:
    return json_answer(400, {"login": False, "message": message})
