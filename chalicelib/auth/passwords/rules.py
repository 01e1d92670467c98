"""Passwords: how they are kept, and what is asked of them."""

import base64
import hashlib

from chalicelib.errors import Refused
from chalicelib.settings import settings


def hashed(password: str) -> str:
    """Return a password as it is kept: bcrypt of its SHA-256, because bcrypt reads 72 bytes (docs/decisions/0003)."""
    import bcrypt

    return bcrypt.hashpw(_digest(password), bcrypt.gensalt(settings().password_rounds)).decode()


def matches(password: str, kept: str | None) -> bool:
    """Return whether a password is the kept one; takes as long where none is kept, so that nobody can tell."""
    import bcrypt

    if kept is None:
        hashed(password)
        return False
    return bcrypt.checkpw(_digest(password), kept.encode())


def check(password: str, again: str) -> None:
    """Raises Refused for a password that is too short, or was not typed twice."""
    if len(password) < settings().password_length:
        raise Refused(f"the password needs at least {settings().password_length} characters")
    if password != again:
        raise Refused("the two passwords differ")


def _digest(password: str) -> bytes:
    return base64.b64encode(hashlib.sha256(password.encode()).digest())
