"""Codes that change with time, after RFC 6238 as all authenticator apps have them: SHA-1, 30 seconds, six digits."""

import base64
import datetime as dt
import hashlib
import hmac
import secrets
import struct
from urllib.parse import quote, urlencode

STEP = 30  # seconds
ISSUER = "Inari"


def new_secret() -> str:
    """Return a new secret as base32: 160 bits."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def uri(secret: str, account: str) -> str:
    """Return what an authenticator app reads from a QR code."""
    query = urlencode({"secret": secret, "issuer": ISSUER})
    return f"otpauth://totp/{ISSUER}:{quote(account)}?{query}"


def is_good(secret: str, code: str, now: dt.datetime) -> bool:
    """Return whether a code is that of now (UTC), or of the step before or after."""
    at = int(now.replace(tzinfo=dt.UTC).timestamp()) // STEP
    return any(hmac.compare_digest(_code(secret, step).encode(), code.encode()) for step in (at - 1, at, at + 1))


def _code(secret: str, step: int) -> str:
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"
