"""What is true of people: what values mean, who may see and change what of whom."""

import datetime as dt
import zoneinfo
from typing import Any

from chalicelib.access import ADMIN, CLIENT, MANAGER, ROLES, Actor
from chalicelib.errors import BreaksRule, NotStored
from chalicelib.people.persons.records import Person
from chalicelib.store.ids import well_formed
from chalicelib.store.records import fields_of

CONTRACTS = ("open-ended", "fixed-term", "short-term", "freelance", "apprentice", "internship")
DATE_FORMATS = ("YYYY-MM-DD", "DD/MM/YYYY", "MM/DD/YYYY")
SHORT = frozenset(
    {
        "id", "type", "first_name", "last_name", "full_name", "has_avatar", "active", "departments", "studio_id",
        "role", "desktop_login", "is_bot",
    }
)  # fmt: skip
FOR_CLIENTS = SHORT - {"departments", "studio_id", "desktop_login"}
SECRET = frozenset(
    {
        "password", "totp_secret", "email_otp_secret", "otp_recovery_codes", "fido_credentials", "jti",
        "login_failed_attemps", "last_login_failed", "oidc_issuer", "oidc_subject", "saml_issuer", "saml_subject",
    }
)  # fmt: skip
# What only other routes may set, and what people may not change of themselves.
NEVER_SENT = frozenset(
    {
        "full_name", "has_avatar", "totp_enabled", "email_otp_enabled", "fido_enabled",
        "preferred_two_factor_authentication", "preview_project_id", "preview_opened_at", "preview_open_until",
    }
)  # fmt: skip
NOT_OF_ONESELF = frozenset(
    {
        "role", "departments", "active", "archived", "is_bot", "last_presence", "studio_id", "is_generated_from_ldap",
        "ldap_uid", "daily_salary", "position", "seniority", "contract_type", "is_guest",
    }
)  # fmt: skip


def full_name(first_name: str, last_name: str) -> str:
    """Return both names, or the one that is there."""
    return " ".join(name for name in (first_name, last_name) if name)


def seen_by(by: Actor, single: bool) -> frozenset[str] | None:
    """Return the fields of people that somebody may see, in a list or of one person; None for all."""
    if by.role == ADMIN or (by.role == MANAGER and single):
        return None
    return FOR_CLIENTS if by.role == CLIENT else SHORT


def not_asked_by(by: Actor) -> frozenset[str]:
    """Return the names by which somebody may not filter people: what nobody sees, and what is hidden from them."""
    seen = seen_by(by, single=False)
    return SECRET if seen is None else SECRET | frozenset(fields_of(Person)) - seen - {"email", "is_guest"}


def is_listed(person: Person) -> bool:
    """Return whether a person is in lists; the hidden account of a production's previews is not."""
    return person.preview_project_id is None


def of_oneself(values: dict[str, Any], is_bot: bool) -> dict[str, Any]:
    """Return what somebody may change of themselves; a bot may not prolong its token."""
    refused = NOT_OF_ONESELF | {"expiration_date"} if is_bot else NOT_OF_ONESELF
    return {name: value for name, value in values.items() if name not in refused}


def password(value: Any) -> str | None:
    """Return the password of somebody new, None for none. Raises NotStored."""
    if value is not None and not isinstance(value, str):
        raise NotStored("password: must be text")
    return value or None


def failures(value: Any) -> int:
    """Return how many failed log ins an admin sets. Raises NotStored."""
    if not isinstance(value, int) or value < 0:
        raise NotStored("login_failed_attemps: must be a whole number")
    return value


def checked_values(values: dict[str, Any]) -> dict[str, Any]:
    """Return a person's values in the form in which they are kept. Raises BreaksRule, NotStored."""
    checks = {
        "email": _email, "country": _country, "contract_type": _contract, "role": _role, "timezone": _timezone,
        "locale": _locale, "display_date_format": _date_format, "expiration_date": _expiration,
        "departments": _departments,
    }  # fmt: skip
    return {name: checks[name](value) if name in checks else value for name, value in values.items()}


def _email(value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise NotStored("email: must be text")
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(value, check_deliverability=False, test_environment=True, globally_deliverable=False)
    except EmailNotValidError as error:
        raise BreaksRule(f"email: {error}") from None
    return value.lower()


def _departments(value: Any) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(map(well_formed, value)):
        raise BreaksRule("departments: must be a list of ids")
    return value


def _country(value: Any) -> str | None:
    if value is None or value == "":
        return None
    code = value.strip().upper() if isinstance(value, str) else ""
    if len(code) != 2 or not code.isalpha() or not code.isascii():
        raise BreaksRule("country: must be a code of two letters")
    return str(code)


def _contract(value: Any) -> str:
    if value not in CONTRACTS:
        raise BreaksRule(f"contract_type: must be one of {', '.join(CONTRACTS)}")
    return str(value)


def _role(value: Any) -> str:
    if value not in ROLES:
        raise BreaksRule(f"role: must be one of {', '.join(ROLES)}")
    return str(value)


def _timezone(value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or value not in zoneinfo.available_timezones():
        raise NotStored(f"timezone: {value!r} is no known time zone")
    return value


def _locale(value: Any) -> str | None:
    if value is None or value == "":
        return None
    from chalicelib.people.persons.languages import LANGUAGES

    language, _, region = value.partition("_") if isinstance(value, str) else ("", "", "")
    # ISO 3166 regions by their form: a list of all locales would weigh more than it guards.
    if language not in LANGUAGES:
        raise BreaksRule(f"locale: {value!r} is no known locale")
    if region and not (region.isalpha() and len(region) in (2, 4)):
        raise BreaksRule(f"locale: {value!r} is no known locale")
    return str(value)


def _date_format(value: Any) -> str | None:
    if value is not None and value not in DATE_FORMATS:
        raise BreaksRule(f"display_date_format: must be one of {', '.join(DATE_FORMATS)}")
    return None if value is None else str(value)


def _expiration(value: Any) -> str | None:
    if value is None:
        return None
    try:
        day = dt.date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        day = None
    if day is None:
        raise BreaksRule("expiration_date: must be a day, YYYY-MM-DD")
    if day < dt.datetime.now(dt.UTC).date():
        raise BreaksRule("expiration_date: is in the past")
    return str(value)
