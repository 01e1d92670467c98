"""Sessions: who may come in, and when guessing is stopped."""

import datetime as dt

import msgspec

from chalicelib.errors import Refused
from chalicelib.people.persons.records import Credentials, Person

MOST_FAILURES = 5
LOCKED_FOR = dt.timedelta(minutes=1)
DEFAULT_PASSWORD = "default"
# Parts of a User-Agent that only browsers send; curl, requests and Python's own client have none of them.
BROWSERS = ("Mozilla/", "Chrome/", "Firefox/", "Safari/", "Edg/", "OPR/", "Vivaldi/", "Brave/")


def is_browser(user_agent: str) -> bool:
    """Return whether a browser calls, which wants its tokens as cookies too."""
    return any(part in user_agent for part in BROWSERS)


def check_not_locked(credentials: Credentials, now: dt.datetime) -> None:
    """Raises Refused while too many wrong passwords are too recent."""
    if credentials.failures >= MOST_FAILURES and _recent(credentials, now):
        raise Refused("too many failed log ins; wait a minute", login=False, too_many_failed_login_attemps=True)


def failed(credentials: Credentials, now: dt.datetime) -> Credentials:
    """Return the credentials after one more wrong password; after a minute's rest the count begins anew."""
    fresh = credentials.failures >= MOST_FAILURES and not _recent(credentials, now)
    return msgspec.structs.replace(credentials, failures=1 if fresh else credentials.failures + 1, last_failure=now)


def succeeded(credentials: Credentials) -> Credentials:
    """Return the credentials after a right password."""
    return msgspec.structs.replace(credentials, failures=0)


def _recent(credentials: Credentials, now: dt.datetime) -> bool:
    return credentials.last_failure is not None and now - credentials.last_failure < LOCKED_FOR


def check_active(person: Person, now: dt.datetime) -> None:
    """Raises Refused for somebody who knows the password but may not come in now."""
    open_until = person.preview_open_until or dt.datetime.min
    if not person.active or (person.preview_project_id is not None and now >= open_until):
        raise Refused("the account is not active", status=401, login=False, unactive=True)
