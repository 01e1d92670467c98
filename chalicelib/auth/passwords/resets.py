"""Tokens with which somebody chooses a new password: one for each address, a newer one replaces it."""

import datetime as dt
import hmac
import secrets

from chalicelib.changes import Changes
from chalicelib.store import reading

LIFETIME = dt.timedelta(hours=2)
INVITED_FOR = dt.timedelta(days=7)


def name_of(email: str) -> str:
    """Return the name of an address' ticket."""
    return f"reset#{email}"


def new_token(changes: Changes, email: str, lifetime: dt.timedelta = LIFETIME) -> str:
    """Return a new token of an address."""
    token = secrets.token_hex(32)
    changes.hand_out(name_of(email), lifetime, token)
    return token


def current(changes: Changes, email: str) -> str | None:
    """Return the token of an address that is still good, None if there is none. Costs one trip."""
    ticket = reading.tickets([name_of(email)]).get(name_of(email))
    if ticket is None or int(ticket.expires) < changes.moment.replace(tzinfo=dt.UTC).timestamp():
        return None
    return ticket.value


def is_good(changes: Changes, email: str, token: str) -> bool:
    """Return whether a token is the address' own. Costs one trip."""
    found = current(changes, email)
    return found is not None and hmac.compare_digest(found.encode(), token.encode())
