"""Second factors: which of them somebody has, which one counts, and what becomes of them."""

import hashlib
import hmac
import secrets
import string
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from chalicelib.errors import Refused
from chalicelib.people.persons.records import Credentials, Person
from chalicelib.settings import settings
from chalicelib.store.secret import signing_secret

METHODS = ("totp", "email_otp", "fido")
# What is preferred when the preferred method is taken off.
FALLBACKS = {"totp": ("fido", "email_otp"), "email_otp": ("fido", "totp"), "fido": ("totp", "email_otp")}
RECOVERY = "recovery_code"
CODES, CODE_LENGTH = 16, 10
LETTERS = string.ascii_uppercase + string.digits


class Factors(msgspec.Struct, kw_only=True):
    """A second factor, as somebody sends it."""

    totp: str | None = None
    email_otp: str | None = None
    fido_authentication_response: dict[str, Any] | None = None
    recovery_code: str | None = None


class Settled(NamedTuple):
    """A person and their credentials as they will be, and the recovery codes that they are told once."""

    person: Person
    credentials: Credentials
    codes: list[str] | None = None


def methods_of(person: Person) -> list[str]:
    """Return the methods that somebody has enabled."""
    return [method for method in METHODS if getattr(person, f"{method}_enabled")]


def counted(person: Person, given: Factors) -> tuple[str, Any] | None:
    """Return the factor that counts and its value: the first that is given of a method that is on, or None."""
    values = {
        "totp": given.totp, "email_otp": given.email_otp, "fido": given.fido_authentication_response,
        RECOVERY: given.recovery_code,
    }  # fmt: skip
    on = methods_of(person)
    for method in (*on, RECOVERY) if on else ():
        if values[method]:
            return method, values[method]
    return None


def must_enrol(person: Person) -> bool:
    """Return whether somebody has to enrol a second factor before anything else; a preview account can't."""
    exempt = {address.strip().lower() for address in settings().second_factor_exempt.split(",")}
    excused = person.preview_project_id is not None or (person.email or "") in exempt - {""}
    return settings().second_factor_required and not excused and not methods_of(person)


def missing(person: Person) -> Refused:
    """Return what tells somebody at log in that a second factor is wanted, and which they may choose from."""
    return Refused(
        "a second factor is needed", login=False, missing_OTP=True,
        preferred_two_factor_authentication=person.preferred_two_factor_authentication,
        two_factor_authentication_enabled=[RECOVERY, *methods_of(person)],
    )  # fmt: skip


def wrong() -> Refused:
    """Return what tells somebody that their factor is wrong, or that they sent none."""
    return Refused("a second factor is needed, and this is none or a wrong one", wrong_OTP=True)


def check_off(person: Person, method: str) -> None:
    """Raises Refused where a method is on already."""
    if method in methods_of(person):
        raise Refused("this second factor is on already")


def check_on(person: Person, method: str) -> None:
    """Raises Refused where a method is off."""
    if method not in methods_of(person):
        raise Refused("this second factor is off")


def enabled(person: Person, kept: Credentials, method: str) -> Settled:
    """Return somebody with one more method; the first one is preferred, and brings recovery codes."""
    first = not methods_of(person)
    changed = _with(person, method, on=True)
    if not first:
        return Settled(changed, kept)
    return with_new_codes(replace(changed, preferred_two_factor_authentication=method), kept)


def with_new_codes(person: Person, kept: Credentials) -> Settled:
    """Return somebody with new recovery codes; those of before are worth nothing any more."""
    codes = ["".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH)) for _ in range(CODES)]
    return Settled(person, replace(kept, recovery_codes=[sealed(person.id, code) for code in codes]), codes)


def disabled(person: Person, kept: Credentials, method: str) -> Settled:
    """Return somebody without a method; recovery codes go with the last one."""
    changed = _with(person, method, on=False)
    if method == "totp":
        kept = replace(kept, totp_secret=None)
    elif method == "fido":
        kept = replace(kept, security_keys=[])
    left = methods_of(changed)
    if not left:
        kept = replace(kept, recovery_codes=[])
    if changed.preferred_two_factor_authentication not in left:
        preferred = next((one for one in FALLBACKS[method] if one in left), None)
        changed = replace(changed, preferred_two_factor_authentication=preferred)
    return Settled(changed, kept)


def cleared(person: Person, kept: Credentials) -> Settled:
    """Return somebody without any method."""
    settled = Settled(person, kept)
    for method in methods_of(person):
        settled = disabled(settled.person, settled.credentials, method)
    return settled


def _with(person: Person, method: str, *, on: bool) -> Person:
    return replace(person, **{f"{method}_enabled": on})


def sealed(person_id: str, code: str) -> str:
    """Return a code as it is kept; a keyed hash, because a code is random and needs no slow one."""
    return hmac.new(signing_secret().encode(), f"{person_id}#{code}".encode(), hashlib.sha256).hexdigest()
