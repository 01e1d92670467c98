"""Security key operations."""

from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.auth.second_factors import keys, rules, tickets
from chalicelib.auth.second_factors.proof import SIGNING
from chalicelib.auth.second_factors.rules import Factors
from chalicelib.auth.second_factors.settling import of_caller, proof_or_refusal, settle
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule, Refused
from chalicelib.people.persons.records import Credentials, by_email, credentials
from chalicelib.store.records import NonEmpty
from chalicelib.web.http import Answer, Request
from chalicelib.web.refusals import answer_to
from chalicelib.web.routes import Routes

routes = Routes(__name__)
REGISTERING = "key-registration"  # what a challenge for a new key is handed out for


class Registration(msgspec.Struct):
    """A browser's response for a new key, and what its owner calls it."""

    registration_response: dict[str, Any]
    device_name: NonEmpty


class Removal(Factors, kw_only=True):
    """The key that is to be taken off, and a second factor."""

    device_name: NonEmpty


class Whose(msgspec.Struct):
    """The address of somebody who logs in."""

    email: str


@routes.put("/auth/fido", allow=access.person, enrols=True)
def begin(by: Actor, changes: Changes) -> dict[str, Any]:
    """Tell a browser how to register a key."""
    person, kept = of_caller(by)
    asked = keys.registration(person, kept.security_keys)
    tickets.keep_challenge(changes, REGISTERING, person.id, asked.state)
    return asked.options


@routes.post("/auth/fido", allow=access.person, enrols=True, status=200)
def register(body: Registration, by: Actor, changes: Changes, request: Request) -> Answer:
    """Register a key; whether or not that works out, the challenge is used up."""
    person, kept = of_caller(by)
    asked = tickets.use_challenge(changes, REGISTERING, person.id)
    if asked is None:
        raise Refused("ask for a registration first")
    try:
        key = keys.registered(body.registration_response, asked, body.device_name)
    except BreaksRule as failure:
        return answer_to(Refused(str(failure)))
    kept = replace(kept, security_keys=[*(one for one in kept.security_keys if one.id != key.id), key])
    on = "fido" in rules.methods_of(person)
    return settle(changes, request, rules.Settled(person, kept) if on else rules.enabled(person, kept, "fido"))


@routes.get("/auth/fido", allow=access.anyone)
def challenge(query: Whose, changes: Changes) -> dict[str, Any]:
    """Tell a browser how to have a log in signed by a key."""
    person = by_email(query.email)
    if person is None or not person.active or not person.fido_enabled:
        raise Refused("there is no security key of this address")
    asked = keys.signature(credentials.get(person.id).security_keys)
    tickets.keep_challenge(changes, SIGNING, person.id, asked.state)
    return asked.options


@routes.delete("/auth/fido", allow=access.person, enrols=True, status=200)
def unregister(body: Removal, by: Actor, changes: Changes) -> Answer | dict[str, bool]:
    """Take a key off; the method is off with the last one."""
    person, kept = of_caller(by)
    rules.check_on(person, "fido")
    after = proof_or_refusal(changes, person, kept, body)
    if isinstance(after, Answer):
        return after
    settled = rules.Settled(person, _without(after, body.device_name))
    if not settled.credentials.security_keys:
        settled = rules.disabled(person, settled.credentials, "fido")
    changes.save(settled.person)
    changes.save(settled.credentials)
    return {"success": True}


def _without(kept: Credentials, name: str) -> Credentials:
    return replace(kept, security_keys=[key for key in kept.security_keys if key.name != name])
