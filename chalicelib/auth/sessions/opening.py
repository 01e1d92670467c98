"""What opens a session: a pair of tokens, the cookies of a browser, and an entry in the log of log ins."""

from typing import Any, NamedTuple

from chalicelib.access import ADMIN
from chalicelib.auth.second_factors.rules import must_enrol
from chalicelib.auth.sessions.records import organisation
from chalicelib.auth.sessions.rules import is_browser
from chalicelib.changes import Changes
from chalicelib.people.organisation.rules import shown_to
from chalicelib.people.persons.records import LoginLog, Person
from chalicelib.web import tokens
from chalicelib.web.filters import cut
from chalicelib.web.http import Answer, Request, json_answer
from chalicelib.web.tokens import ACCESS_LIFETIME, REFRESH_LIFETIME


class Pair(NamedTuple):
    """The two tokens of a session."""

    access_token: str
    refresh_token: str


def pair(person_id: str, *, limited: bool = False) -> Pair:
    """Return new tokens of somebody; `limited` ones open nothing but the enrolment of a second factor."""
    refresh = tokens.issue(person_id, "refresh", limited=limited)
    jti = tokens.read(refresh, "refresh").jti
    return Pair(tokens.issue(person_id, refresh_jti=jti, limited=limited), refresh)


def opened(changes: Changes, request: Request, person: Person, origin: str) -> dict[str, Any]:
    """Return a new session as clients get it, and log that it was opened."""
    changes.by = person.id
    month = changes.now.strftime("%Y-%m")
    changes.add(LoginLog(person_id=person.id, ip_address=request.address, origin=origin, month=month))  # type: ignore[arg-type]
    user = cut(person, relations=True, shown=None)
    shown = shown_organisation(person.role == ADMIN)
    limited = must_enrol(person)
    session = {"user": user, "organisation": shown, "login": True, **pair(person.id, limited=limited)._asdict()}
    return session | ({"two_factor_authentication_required": True} if limited else {})


def shown_organisation(whole: bool) -> dict[str, Any] | None:
    """Return the organisation, with its chat tokens only for admins."""
    found = organisation()
    return None if found is None else cut(found, relations=False, shown=shown_to(whole))


def with_cookies(request: Request, session: dict[str, Any]) -> Answer:
    """Return an answer that holds a session's tokens; a browser gets them as cookies too."""
    if not is_browser(request.headers.get("user-agent", "")):
        return json_answer(200, session)
    return json_answer(
        200, session, {"Set-Cookie": cookies(request, session["access_token"], session["refresh_token"])}
    )


def cookies(request: Request, access_token: str | None, refresh: str | None) -> list[str]:
    """Return the cookies of a browser's session: set, or dropped where a value is empty; None leaves one alone."""
    # The pages usually reach the API below a prefix of their own; the cookie's path must be the one that they use.
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
