"""Codes that change with time, as all authenticator apps show them: RFC 6238 with SHA-1, 30 seconds, six digits."""

import datetime as dt

ISSUER = "Inari"
STEPS = 1  # before and after now: clocks differ, and people type slowly


def new_secret() -> str:
    """Return a new secret as base32: 160 bits."""
    import pyotp

    return pyotp.random_base32()


def uri(secret: str, account: str) -> str:
    """Return what an authenticator app reads from a QR code."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=ISSUER)


def is_good(secret: str, code: str, now: dt.datetime) -> bool:
    """Return whether a code is that of now (UTC), or of the step before or after."""
    import pyotp

    return pyotp.TOTP(secret).verify(code, for_time=now.replace(tzinfo=dt.UTC), valid_window=STEPS)
