"""What is handed out for five minutes and used once: codes by mail, and the challenges of security keys."""

import datetime as dt
import secrets

from chalicelib.auth.second_factors.rules import sealed
from chalicelib.changes import Changes
from chalicelib.store import reading

LIFETIME = dt.timedelta(minutes=5)


def new_code(changes: Changes, person_id: str) -> str:
    """Return a new code of six digits; the one before is good no more."""
    digits = f"{secrets.randbelow(10**6):06d}"
    changes.hand_out(f"email-code#{person_id}", LIFETIME, sealed(person_id, digits))
    return digits


def use_code(changes: Changes, person_id: str, digits: str) -> bool:
    """Return whether a code is the one that was mailed, and use it up. Costs one trip."""
    kept = _current(changes, f"email-code#{person_id}")
    if kept is None or not secrets.compare_digest(kept, sealed(person_id, digits)):
        return False
    changes.use_up(f"email-code#{person_id}")
    return True


def keep_challenge(changes: Changes, purpose: str, person_id: str, state: str) -> None:
    """Remember what a key was asked, for a `purpose` of its own; what it was asked before is good no more."""
    changes.hand_out(f"{purpose}#{person_id}", LIFETIME, state)


def use_challenge(changes: Changes, purpose: str, person_id: str) -> str | None:
    """Return what a key was asked, and use it up; None if it was asked nothing. Costs one trip."""
    state = _current(changes, f"{purpose}#{person_id}")
    if state is not None:
        changes.use_up(f"{purpose}#{person_id}")
    return state


def _current(changes: Changes, name: str) -> str | None:
    ticket = reading.tickets([name]).get(name)
    if ticket is None or int(ticket.expires) < changes.moment.replace(tzinfo=dt.UTC).timestamp():
        return None
    return ticket.value
