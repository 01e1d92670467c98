"""Who logs in: found by address, or else by desktop login."""

from chalicelib.people.organisation.records import Organisation, organisations
from chalicelib.people.persons.records import Person, by_desktop_login, by_email


def who(name: str) -> Person | None:
    """Return the person who logs in with this address or desktop login; a bot never does."""
    person = by_email(name) or by_desktop_login(name)
    return None if person is None or person.is_bot else person


def organisation() -> Organisation | None:
    """Return the organisation that counts: the first one."""
    found = organisations.all()
    return min(found, key=lambda one: one.id) if found else None
