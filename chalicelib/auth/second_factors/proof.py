"""Whether a second factor is good; what was good once is used up."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from chalicelib.auth.second_factors import keys, rules, tickets, totp
from chalicelib.auth.second_factors.rules import Factors
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule
from chalicelib.people.persons.records import Credentials, Person

SIGNING = "key-challenge"  # what a challenge for a log in is handed out for


def proven(changes: Changes, person: Person, kept: Credentials, given: Factors) -> Credentials | None:
    """Return the credentials after the factor that counts, None if it is wrong or there is none. At most one trip."""
    counted = rules.counted(person, given)
    if counted is None:
        return None
    method, value = counted
    return _CHECKS[method](changes, kept, value)


def _totp(changes: Changes, kept: Credentials, code: str) -> Credentials | None:
    return kept if kept.totp_secret and totp.is_good(kept.totp_secret, code, changes.moment) else None


def _email_otp(changes: Changes, kept: Credentials, code: str) -> Credentials | None:
    return kept if tickets.use_code(changes, kept.id, code) else None


def _fido(changes: Changes, kept: Credentials, response: dict[str, Any]) -> Credentials | None:
    asked = tickets.use_challenge(changes, SIGNING, kept.id)
    if asked is None:
        return None
    try:
        key = keys.signed(response, asked, kept.security_keys)
    except BreaksRule:
        return None
    return replace(kept, security_keys=[key if one.id == key.id else one for one in kept.security_keys])


def _recovery_code(_changes: Changes, kept: Credentials, code: str) -> Credentials | None:
    seal = rules.sealed(kept.id, code)
    if seal not in kept.recovery_codes:
        return None
    return replace(kept, recovery_codes=[one for one in kept.recovery_codes if one != seal])


_CHECKS: dict[str, Callable[[Changes, Credentials, Any], Credentials | None]] = {
    "totp": _totp, "email_otp": _email_otp, "fido": _fido, rules.RECOVERY: _recovery_code,
}  # fmt: skip
