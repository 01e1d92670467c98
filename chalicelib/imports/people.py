"""The people whom sheets name."""

from typing import Any

from chalicelib.people.persons.records import Person, persons


def by_name() -> dict[str, Person]:
    """Return everybody by id, by address and by full name, in lower case; of namesakes one who works. One Query."""
    found: dict[str, Person] = {}
    for person in sorted(persons.all(), key=lambda one: one.active):
        keys: tuple[Any, ...] = (person.full_name, person.email, person.id)
        found.update({str(key).strip().lower(): person for key in keys if key})
    return found
