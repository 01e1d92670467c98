"""Signing in and out."""

from typing import Any

import msgspec

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.auth.passwords.rules import matches
from chalicelib.auth.sessions import rules
from chalicelib.auth.sessions.records import organisation, who
from chalicelib.changes import Changes
from chalicelib.errors import Refused
from chalicelib.people.organisation.rules import shown_to
from chalicelib.people.persons.records import Credentials, LoginLog, Person, credentials, persons
from chalicelib.store.records import NonEmpty
from chalicelib.web import tokens
from chalicelib.web.filters import cut
from chalicelib.web.http import Answer, Request, json_answer
from chalicelib.web.refusals import answer_to
from chalicelib.web.routes import Routes
from chalicelib.web.tokens import ACCESS_LIFETIME, REFRESH_LIFETIME, Token

routes = Routes(__name__)


class LogIn(msgspec.Struct):
    """Who wants to come in, and how they prove it."""

    email: NonEmpty
    password: str = rules.DEFAULT_PASSWORD
    totp: str | None = None
    email_otp: str | None = None
    fido_authentication_response: dict[str, Any] | None = None
    recovery_code: str | None = None


@routes.post("/auth/login", allow=access.anyone, status=200)
def log_in(body: LogIn, changes: Changes, request: Request) -> Answer:
    """Give an access and a refresh token to somebody who knows their password."""
    person = who(body.email)
    kept = credentials.get(person.id) if person else None
    if person is None or kept is None:
        matches(body.password, None)
        return _refused("the address or the password is wrong")
    try:
        rules.check_not_locked(kept, changes.now)
        if not matches(body.password, kept.password):
            changes.save(rules.failed(kept, changes.now))
            return _refused("the address or the password is wrong")
        rules.check_active(person)
    except Refused as refused:
        return answer_to(refused)
    changes.by = person.id
    return _welcome(changes, request, person, kept)


def _welcome(changes: Changes, request: Request, person: Person, kept: Credentials) -> Answer:
    browser = rules.is_browser(request.headers.get("user-agent", ""))
    if kept.failures:
        changes.save(rules.succeeded(kept))
    changes.add(
        LoginLog(
            person_id=person.id, ip_address=request.address, origin="web" if browser else "script",
            month=changes.now.strftime("%Y-%m"),
        )
    )  # fmt: skip
    refresh = tokens.issue(person.id, "refresh")
    access_token = tokens.issue(person.id, refresh_jti=tokens.read(refresh, "refresh").jti)
    body = {
        "user": cut(person, relations=True, shown=None), "organisation": _organisation(person.role == access.ADMIN),
        "login": True, "access_token": access_token, "refresh_token": refresh,
    }  # fmt: skip
    return json_answer(200, body, {"Set-Cookie": _cookies(request, access_token, refresh)} if browser else {})


def _refused(message: str) -> Answer:
    return json_answer(400, {"login": False, "message": message})


def _organisation(whole: bool) -> dict[str, Any] | None:
    found = organisation()
    return None if found is None else cut(found, relations=False, shown=shown_to(whole))


def _cookies(request: Request, access_token: str | None, refresh: str | None) -> list[str]:
    """Return the cookies of a browser's session: set, or dropped where a value is empty; None leaves one alone."""
    # The pages usually reach the API below a prefix of their own; the cookie's path must be the one that the browser uses.
    prefix = request.headers.get("x-forwarded-prefix", "").rstrip("/")
    secure = "; Secure" if request.headers.get("x-forwarded-proto") == "https" else ""
    found = []
    for name, value, path, lifetime in (
        ("access_token_cookie", access_token, "/", ACCESS_LIFETIME),
        ("refresh_token_cookie", refresh, prefix + "/auth/refresh-token", REFRESH_LIFETIME),
    ):
        if value is not None:
            age = int(lifetime.total_seconds()) if value else 0
            found.append(f"{name}={value}; Path={path}; Max-Age={age}; HttpOnly; SameSite=Lax{secure}")
    return found


@routes.get("/auth/logout", allow=access.person)
def log_out(token: Token, changes: Changes, request: Request) -> Answer:
    """Revoke the token in hand, and the refresh token that it came from. Other sessions live on."""
    if token.identity_type == "person":
        for jti in (token.jti, token.refresh_jti):
            if jti is not None:
                changes.hand_out(tokens.revoked(jti), token.lifetime)
    browser = rules.is_browser(request.headers.get("user-agent", ""))
    return json_answer(200, {"logout": True}, {"Set-Cookie": _cookies(request, "", "")} if browser else {})


@routes.get("/auth/refresh-token", allow=access.person, token="refresh")
def refresh_token(token: Token, request: Request) -> Answer:
    """Give a new access token for a refresh token."""
    fresh = tokens.issue(token.sub, refresh_jti=token.jti)
    if rules.is_browser(request.headers.get("user-agent", "")):
        return json_answer(200, {"refresh": True}, {"Set-Cookie": _cookies(request, fresh, "")})
    return json_answer(200, {"access_token": fresh})


@routes.get("/auth/authenticated", allow=access.signed_in)
def authenticated(by: Actor) -> dict[str, Any]:
    """Return who is logged in."""
    person = cut(persons.get(by.id), relations=True, shown=None)
    user = person | {"fido_devices": []}
    return {"authenticated": True, "user": user, "organisation": _organisation(by.is_admin)}
