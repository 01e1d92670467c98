"""Below which records a list of a whole kind looks: those that are asked for, or all."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec

from chalicelib.access import Actor
from chalicelib.projects.projects.records import projects
from chalicelib.store import Collection, Record, each
from chalicelib.web.filters import Query

R = TypeVar("R", bound=Record)
Parents = Callable[[Actor, Query], Iterable[str]]


def asked(query: Query, field: str) -> list[str] | None:
    """Return the ids that a filter asks for, None for none. A list has read its filters, and refused wrong ones."""
    if field not in query:
        return None
    text = query[field][0]
    ids = msgspec.json.decode(text) if text.startswith("[") else [text]
    return [one.lower() for one in ids if isinstance(one, str)]


def below(field: str, everything: Callable[[], Iterable[Record]]) -> Parents:
    """Return the parents of a kind whose records name them in `field`: those asked for, else every one."""

    def parents(_by: Actor, query: Query) -> Iterable[str]:
        chosen = asked(query, field)
        return [one.id for one in everything()] if chosen is None else chosen

    return parents


def in_productions(of: Collection[R]) -> list[R]:
    """Return the records of a kind in all productions. Costs a Query for each, all at once."""
    found = each(lambda project: of.within(project.id), projects.all())
    return [one for records in found for one in records]


productions = below("project_id", projects.all)
