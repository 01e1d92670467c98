"""Who logs in: found by address, or else by desktop login."""

from chalicelib.people.organisation.records import Organisation, organisations
from chalicelib.people.persons.records import Credentials, Person, credentials, holder_of_name, persons
from chalicelib.store import reading


def who(name: str) -> tuple[Person, Credentials] | None:
    """Return who logs in with this address or desktop login, and how they prove it; a bot never does.

    Costs two trips for an address, three for a desktop login.
    """
    person_id = holder_of_name(name)
    if person_id is None:
        return None
    keys = persons.keys([person_id]) | {"credentials": credentials.keys([person_id])[person_id]}
    found = reading.records(keys.values())
    if len(found) < len(keys):
        return None
    person = persons.record(found[keys[person_id]])
    return None if person.is_bot else (person, credentials.record(found[keys["credentials"]]))


def organisation() -> Organisation | None:
    """Return the organisation that counts: the first one."""
    found = organisations.all()
    return min(found, key=lambda one: one.id) if found else None
