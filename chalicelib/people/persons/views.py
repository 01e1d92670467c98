"""What is shown of people to whom."""

from collections.abc import Callable
from typing import Any

from chalicelib.access import CLIENT, Actor
from chalicelib.people.persons import rules
from chalicelib.people.persons.records import Person
from chalicelib.projects.projects.records import open_ones
from chalicelib.web.filters import cut


def known_to(by: Actor) -> Callable[[Person], bool]:
    """Return whether somebody may see a person: clients know the teams of their open productions. Costs one trip."""
    if by.role != CLIENT:
        return lambda _: True
    teams = {person_id for project in open_ones(by.standing.roles) for person_id in project.team}
    return lambda person: person.id in teams


def shown(
    person: Person, by: Actor, *, single: bool, relations: bool, only: frozenset[str] | None = None
) -> dict[str, Any]:
    """Return a person as somebody may see them, less what they didn't ask for.

    The short form has its list of departments always, and an empty one where no relations are asked for.
    """
    fields = rules.seen_by(by, single)
    row = cut(person, relations=relations, shown=fields)
    if fields is not None and "departments" in fields:
        row.setdefault("departments", [])
    return row if only is None else {name: value for name, value in row.items() if name in only}
