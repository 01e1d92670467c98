"""The one way of a request: caller, records, permission, body, function, one commit, answer; all on this screen."""

import functools
from typing import Any

import msgspec

from chalicelib import access, log
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule, DoesNotFit, Forbidden, NotFound, NoToken, Refused
from chalicelib.store import work
from chalicelib.store.collection import exists
from chalicelib.store.ids import well_formed
from chalicelib.web import body, filters, identity
from chalicelib.web.binding import Bound
from chalicelib.web.body import Sent
from chalicelib.web.http import JSON, Answer, Request
from chalicelib.web.loading import load
from chalicelib.web.tokens import Token

encoder = msgspec.json.Encoder()


def answer(bound: Bound, request: Request, values: dict[str, str]) -> Answer:
    """Answer a request whose operation is found. Raises what web/refusals.py knows how to answer."""
    token = None
    if bound.operation.allow is not access.anyone:
        token = identity.token_of(request, bound.operation.token)
        if token is None:
            raise NoToken("no token was sent; log in first")
        log.note(by=token.sub)
    sent = functools.cache(lambda: body.read(request))  # once, also when the request runs again
    return finished(bound, work.run(lambda changes: _attempt(bound, request, values, token, sent, changes)))


def _attempt(
    bound: Bound, request: Request, values: dict[str, str], token: Token | None, sent: Any, changes: Changes
) -> Any:
    by, records, production, stamps = load(bound, token, values, _production(bound, request, sent))
    changes.by = None if by is None else by.id
    _check_caller(bound, request, by, token)
    given: dict[str, Any] = {"by": by, "changes": changes, "request": request, "token": token} | records
    given |= {"production": production, "stamps": stamps}
    given |= {name: values[name] for name in bound.texts}
    if bound.operation.body_first:
        given |= _sent(bound, request, sent)
    if not bound.operation.allow(**{name: given[name] for name in bound.allow_takes}):
        _check_production(bound, production)
        raise Forbidden("you may not do this here")
    if not bound.operation.body_first:
        given |= _sent(bound, request, sent)
    return bound.operation.function(**{name: given[name] for name in bound.takes})


def _check_caller(bound: Bound, request: Request, by: Actor | None, token: Token | None) -> None:
    """Raises Forbidden and Refused for callers to whom most operations are closed, whatever their role."""
    if by is not None and by.only_looks and request.method != "GET":
        raise Forbidden("a preview account only looks")
    if token is not None and token.limited and not bound.operation.enrols:
        raise Refused("set up a second factor first", status=403, two_factor_authentication_required=True)


def _production(bound: Bound, request: Request, sent: Any) -> str:
    """Return the production that query string or body names, "" for none. Raises BreaksRule for a malformed id."""
    if bound.operation.production_in == "path":
        return ""
    if bound.operation.production_in == "query":
        return filters.asked_id(request.query, "project_id") or ""
    values = sent().values
    project_id = values.get("project_id") if isinstance(values, dict) else None
    return str(project_id) if well_formed(project_id) else ""


def _check_production(bound: Bound, production: str) -> None:
    """Say of a production that isn't there that it isn't, rather than that the caller may not enter it."""
    if bound.operation.production_in == "query" and production and not exists([("project", "project", production)]):
        raise NotFound(f"there is no project {production}")


def _sent(bound: Bound, request: Request, sent: Any) -> dict[str, Any]:
    """Return body and query as the operation declares them."""
    given: dict[str, Any] = {}
    if "sent" in bound.takes:
        given["sent"] = sent()
    if bound.body is not None:
        given["body"] = _fitted(bound, request, sent())
    if bound.query is not None:
        given["query"] = body.asked(bound.query, request.query)
    return given


def _fitted(bound: Bound, request: Request, sent: Sent) -> Any:
    try:
        return body.fitted(sent, bound.body, request.query)
    except DoesNotFit as misfit:
        if bound.operation.terse:
            raise BreaksRule(str(misfit)) from None
        raise


def finished(bound: Bound, result: Any) -> Answer:
    """Return what a function gave as an answer: JSON, unless it made one itself."""
    if isinstance(result, Answer):
        return result
    status = bound.operation.status
    if status == 204:
        return Answer(204)
    return Answer(status, {"Content-Type": JSON}, encoder.encode(result))
