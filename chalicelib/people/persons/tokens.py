"""Tokens that people hand to scripts: a bot's, and a personal one beside the sessions; only the newest is good."""

import datetime as dt

import msgspec

from chalicelib.changes import Changes
from chalicelib.people.persons.records import Person, Standing, standings
from chalicelib.store.ids import new_id
from chalicelib.web import tokens
from chalicelib.web.tokens import Token


def token_for(changes: Changes, person: Person) -> str:
    """Return a new token of somebody, good until the end of the expiration day; the one before is good no more."""
    token = Token(
        sub=person.id, jti=new_id(), identity_type="bot" if person.is_bot else "person_api", exp=_end(person)
    )  # fmt: skip
    standing = changes.pending(Standing, person.id) or standings.find(person.id) or changes.add(Standing(id=person.id))
    changes.save(msgspec.structs.replace(standing, token_jti=token.jti))
    return tokens.sign(token)


def _end(person: Person) -> int | None:
    if person.expiration_date is None:
        return None
    last_day = min(person.expiration_date, dt.date.max - dt.timedelta(days=1))
    morning_after = dt.datetime.combine(last_day + dt.timedelta(days=1), dt.time(), dt.UTC)
    return int(morning_after.timestamp())
