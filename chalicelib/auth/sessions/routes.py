"""Signing in and out."""

from typing import Any

import msgspec

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.auth.passwords.resets import new_token
from chalicelib.auth.passwords.rules import matches
from chalicelib.auth.second_factors import rules as factors
from chalicelib.auth.second_factors.proof import proven
from chalicelib.auth.second_factors.rules import Factors
from chalicelib.auth.sessions import rules
from chalicelib.auth.sessions.opening import cookies, opened, shown_organisation, with_cookies
from chalicelib.auth.sessions.records import who
from chalicelib.changes import Changes
from chalicelib.errors import Refused
from chalicelib.people.organisation.records import Organisation
from chalicelib.people.persons.records import Credentials, Person, credentials, persons
from chalicelib.store.reading import gather
from chalicelib.store.records import NonEmpty
from chalicelib.web import tokens
from chalicelib.web.filters import cut
from chalicelib.web.http import Answer, Request, json_answer
from chalicelib.web.refusals import answer_to
from chalicelib.web.routes import Routes
from chalicelib.web.tokens import Token

routes = Routes(__name__)


class LogIn(Factors, kw_only=True):
    """Who wants to come in, and how they prove it."""

    email: NonEmpty
    password: str = rules.DEFAULT_PASSWORD


@routes.post("/auth/login", allow=access.anyone, status=200)
def log_in(body: LogIn, changes: Changes, request: Request) -> Answer:
    """Give an access and a refresh token to somebody who proves who they are."""
    found = who(body.email)
    if found is None:
        matches(body.password, None)
        return _refused("the address or the password is wrong")
    person, kept = found
    try:
        rules.check_not_locked(kept, changes.now)
        if not matches(body.password, kept.password):
            changes.save(rules.failed(kept, changes.now))
            return _refused("the address or the password is wrong")
        rules.check_active(person, changes.now)
        return _with_factor(body, changes, request, person, kept)
    except Refused as refused:  # answered here, because what failed is to be kept
        return answer_to(refused)


def _with_factor(body: LogIn, changes: Changes, request: Request, person: Person, kept: Credentials) -> Answer:
    """Let somebody in who knows the password, if they have the second factor that they chose."""
    after: Credentials | None = kept
    if factors.methods_of(person):
        if factors.counted(person, body) is None:
            raise factors.missing(person)
        after = proven(changes, person, kept, body)
    if after is None:
        changes.save(rules.failed(kept, changes.now))
        raise Refused("the second factor is wrong", login=False, wrong_OTP=True)
    if after != kept or kept.failures:
        changes.save(rules.succeeded(after))
    if body.password == rules.DEFAULT_PASSWORD:
        token = new_token(changes, person.email or "")
        return json_answer(400, {"login": False, "default_password": True, "token": token})
    browser = rules.is_browser(request.headers.get("user-agent", ""))
    return with_cookies(request, opened(changes, request, person, "web" if browser else "script"))


def _refused(message: str) -> Answer:
    return json_answer(400, {"login": False, "message": message})


@routes.get("/auth/logout", allow=access.person, enrols=True)
def log_out(token: Token, changes: Changes, request: Request) -> Answer:
    """Revoke the token in hand, and the refresh token that it came from. Other sessions live on."""
    if token.identity_type == "person":
        for jti in (token.jti, token.refresh_jti):
            if jti is not None:
                changes.hand_out(tokens.revoked(jti), token.lifetime)
    browser = rules.is_browser(request.headers.get("user-agent", ""))
    return json_answer(200, {"logout": True}, {"Set-Cookie": cookies(request, "", "")} if browser else {})


@routes.get("/auth/refresh-token", allow=access.person, token="refresh", enrols=True)
def refresh_token(token: Token, request: Request) -> Answer:
    """Give a new access token for a refresh token."""
    fresh = tokens.issue(token.sub, refresh_jti=token.jti, limited=token.limited)
    if rules.is_browser(request.headers.get("user-agent", "")):
        return json_answer(200, {"refresh": True}, {"Set-Cookie": cookies(request, fresh, "")})
    return json_answer(200, {"access_token": fresh})


class Authenticated(msgspec.Struct):
    """Who is logged in, and where."""

    authenticated: bool
    user: Person
    organisation: Organisation


@routes.get("/auth/authenticated", allow=access.signed_in, enrols=True, shows=Authenticated)
def authenticated(by: Actor) -> dict[str, Any]:
    """Return who is logged in."""
    person, kept, organisation = gather(
        lambda: persons.get(by.id), lambda: credentials.find(by.id), lambda: shown_organisation(by.is_admin)
    )
    devices = [key.name for key in kept.security_keys] if kept else []
    user = cut(person, relations=True, shown=None) | {"fido_devices": devices}
    return {"authenticated": True, "user": user, "organisation": organisation}
