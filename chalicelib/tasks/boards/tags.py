"""The tag of a board: it changes with anything that the board shows this caller, and costs one small read."""

import hashlib
from typing import Any

from chalicelib.access import Actor
from chalicelib.settings import settings

FORM = "1"  # counted up when the same stamps give another answer


def tag_of(by: Actor, production: str, stamps: str, board: str, asked: Any) -> str:
    """Return the entity tag of a production's board as it was asked for, from its stamps.

    The request's first trip has read them, before the board: what changes in between gives an old tag to a new body,
    which costs one more read later, never a board that stays old.
    """
    facts = (
        FORM, settings().version, board, stamps, production, by.id, by.role_in(production),
        sorted(by.departments), by.standing.subscribed, asked,
    )  # fmt: skip
    return f'"{hashlib.sha256(repr(facts).encode()).hexdigest()[:32]}"'


def known(tag: str, if_none_match: str) -> bool:
    """Return whether a client has the answer of this tag already."""
    sent = [one.strip().removeprefix("W/") for one in if_none_match.split(",")]
    return "*" in sent or tag in sent
