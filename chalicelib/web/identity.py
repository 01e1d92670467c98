"""Finds out who calls: from the token to the person with their standing, in the request's first round trip."""

import datetime as dt
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from typing import NamedTuple

import msgspec

from chalicelib.access import Actor, Standing
from chalicelib.changes import Changes
from chalicelib.errors import NoToken, ShutOut
from chalicelib.store import reading, stamps
from chalicelib.store.commit import commit
from chalicelib.store.ids import made_at
from chalicelib.store.reading import Key
from chalicelib.store.tables import KeyItem, RecordItem, SessionItem, StampItem
from chalicelib.web import tokens
from chalicelib.web.http import Request
from chalicelib.web.tokens import Token

COOKIES = {"access": "access_token_cookie", "refresh": "refresh_token_cookie"}
_actor_of = msgspec.json.Decoder(Actor).decode
_standing_of = msgspec.json.Decoder(Standing).decode


def token_of(request: Request, kind: str = "access") -> Token | None:
    """Return the request's token, None if it has none; a cookie counts before a header. Raises NoToken, BadToken."""
    text = _cookie(request, COOKIES[kind]) or _bearer(request)
    return tokens.read(text, kind) if text else None


def _cookie(request: Request, name: str) -> str | None:
    if name not in request.headers.get("cookie", ""):
        return None
    try:
        morsel = SimpleCookie(request.headers["cookie"]).get(name)
    except CookieError:
        return None
    return morsel.value if morsel is not None else None


def _bearer(request: Request) -> str | None:
    words = request.headers.get("authorization", "").split()
    if len(words) == 2 and words[0].lower() == "bearer":
        return words[1]
    return words[0] if len(words) == 1 else None


class Trip(NamedTuple):
    """What the first round trip brings: the caller, the items of records, and the text of the stamps."""

    by: Actor | None
    items: dict[Key, RecordItem]
    stamps: str


def first_trip(token: Token | None, records: Iterable[Key], names: Iterable[str], scopes: Iterable[str]) -> Trip:
    """Read the caller, and beside it the records, addresses and stamps that the request names; costs one trip.

    Raises NoToken for a revoked token, ShutOut for somebody who may not come in any more.
    """
    unknown = [name for name in names if reading.known_address(name) is None]
    wanted: dict[type, list[object]] = {RecordItem: list(records), KeyItem: list(unknown)}
    if token is not None:
        wanted[RecordItem] += [Key("person", token.sub), Key("standing", token.sub)]
        wanted[SessionItem] = [tokens.revoked(token.jti)]
    wanted[StampItem] = [key for scope in scopes for key in stamps.keys_of(scope)]
    found = reading.batch_get({model: keys for model, keys in wanted.items() if keys})
    reading.learn(found.get(KeyItem, ()))
    items = {Key(item.partition, item.sort): item for item in found.get(RecordItem, ())}
    by = None if token is None else _actor(token, items, revoked=bool(found[SessionItem]))
    return Trip(by, items, stamps.text_of(found.get(StampItem, ())))


def _actor(token: Token, items: dict[Key, RecordItem], *, revoked: bool) -> Actor:
    if revoked:
        raise NoToken("the token was revoked; log in again")
    person, standing = items.get(Key("person", token.sub)), items.get(Key("standing", token.sub))
    if person is None:
        raise NoToken("the bot is gone") if token.identity_type == "bot" else ShutOut("the account is gone")
    actor = _actor_of(reading.text_of(person, relations=True))
    where = _standing_of(reading.text_of(standing, relations=True)) if standing is not None else Standing()
    if token.identity_type != "person" and where.token_jti != token.jti:
        raise NoToken("there is a newer token")
    if not actor.active:
        _shut_out(token)
    if actor.only_looks and not actor.looks_since(made_at(token.jti), dt.datetime.now(dt.UTC).replace(tzinfo=None)):
        raise ShutOut("the preview is closed")
    return msgspec.structs.replace(actor, standing=where, identity_type=token.identity_type)


def _shut_out(token: Token) -> None:
    """Refuse somebody inactive; a session that was refused so stays over, other tokens work again later."""
    if token.identity_type == "person":
        changes = Changes()
        changes.hand_out(tokens.revoked(token.jti), dt.timedelta(days=tokens.ACCESS_LIFETIME.days + 1))
        commit(changes)
    raise ShutOut("the account is not active")
