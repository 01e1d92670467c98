"""Reads the entities of a kind for a list: those that the caller may see, filtered, named and ordered."""

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from chalicelib.access import Actor
from chalicelib.entities.casting.records import of_place
from chalicelib.entities.entities.records import Entity, entities, of_kind, sort_key
from chalicelib.entities.entities.views import plain
from chalicelib.entities.lists.kinds import HOLDING, Kind
from chalicelib.entities.lists.sight import Sight, sight_of
from chalicelib.entities.types.records import ASSET, entity_types
from chalicelib.errors import Forbidden, NotFound
from chalicelib.projects.projects.records import projects
from chalicelib.store import each, gather, reading
from chalicelib.store.tables import RecordItem
from chalicelib.web import filters
from chalicelib.web.filters import Query

Entry = Any  # an object, or the JSON of one
Names = dict[str, Any]
Keep = Callable[[RecordItem], bool]
ALL, MAIN = "all", "main"


class Brief(msgspec.Struct, gc=False):
    """What a list must know of an entity whose JSON it passes on as it is kept."""

    id: str
    name: str
    entity_type_id: str
    parent_id: str | None = None
    source_id: str | None = None


class Row(NamedTuple):
    """An entity of a list, and the item in which it is kept."""

    brief: Brief
    item: RecordItem


brief_of = msgspec.json.Decoder(Brief).decode
encoder = msgspec.json.Encoder()


def entity_of(item: RecordItem) -> Entity:
    """Return the entity of a list's item."""
    return entities.decode(reading.text_of(item, relations=True))


def rows_of(production: str, kind: Kind) -> list[Row]:
    """Return a production's entities of a kind. Costs one Query chain."""
    items = reading.passed_on(entities.partition(production), sort_key(kind.name), relations=True)
    return [Row(brief_of(reading.text_of(item, relations=False)), item) for item in items]


def of_production(by: Actor, production: str, kind: Kind, query: Query) -> list[Entry]:
    """Return a production's entities of a kind, plain and by name."""
    keep = _tests(query)
    found, sight = gather(lambda: rows_of(production, kind), lambda: sight_of(by, production, kind.name))
    kept = [row for row in found if sight.shows(row.brief.id) and keep(row.item)]
    return [entry(row, sight, kind, {}) for row in sorted(kept, key=lambda row: row.brief.name)]


def entry(row: Row, sight: Sight, kind: Kind, names: Names) -> Entry:
    """Return an entity of a list with the names that are shown beside it; as it is kept, where nothing is hidden.

    The contract calls what a vendor holds something in just an entity.
    """
    if sight.seen is not None:
        held: Names = {"type": "Entity"} if kind.name in HOLDING else {}
        return plain(entity_of(row.item), sight.hidden, **held, **names)
    text = reading.text_of(row.item, relations=kind.name == "Concept")
    return msgspec.Raw(f"{text[:-1]},{encoder.encode(names).decode()[1:]}".encode() if names else text.encode())


def everywhere(by: Actor, kind: Kind, query: Query) -> list[Entry]:
    """Return the entities of a kind that a query string asks for, in the productions that it names or implies.

    Costs at most three trips after the parent that it names, if any; one Query chain a production.
    """
    keep = _tests(query)
    parent_id = _parent(kind, query)
    places = _productions(by, kind, filters.asked_id(query, "project_id"), parent_id)

    def named(production: str) -> list[tuple[tuple[str, ...], Entry]]:
        return named_entries(by, production, kind, keep, parent_id)

    found = [one for some in each(named, places) for one in some]
    return [shown for _, shown in sorted(found, key=lambda one: one[0])]


def named_entries(
    by: Actor, production: str, kind: Kind, keep: Keep, parent_id: str | None
) -> list[tuple[tuple[str, ...], Entry]]:
    """Return a production's entities with the names that their list shows, each with its place in the order."""
    found, sight, project, (parents, cast) = gather(
        lambda: rows_of(production, kind),
        lambda: sight_of(by, production, kind.name),
        lambda: projects.find(production),
        lambda: _beside(production, kind, parent_id),
    )
    if project is None:
        return []
    kept = [row for row in found if sight.shows(row.brief.id) and _below(kind, row.brief, parent_id, cast)]
    type_names = {one.id: one.name for one in entity_types.all()} if kind.name == ASSET and kept else {}
    return [
        (
            (type_names.get(row.brief.entity_type_id, ""), row.brief.name.lower()),
            entry(row, sight, kind, _names(kind, row.brief, project.name, parents)),
        )
        for row in kept
        if keep(row.item)
    ]


def _beside(production: str, kind: Kind, parent_id: str | None) -> tuple[dict[str, str], set[str]]:
    """Return the names of sequences for lists that show them; for assets the ids of those cast in an episode."""
    if kind.sequence_name:
        return {sequence.id: sequence.name for sequence in of_kind(production, "Sequence")}, set()
    if kind.name == ASSET and parent_id not in (None, MAIN):
        return {}, {link.entity_out_id for link in of_place(production, parent_id)}
    return {}, set()


def _names(kind: Kind, entity: Brief, project_name: str, sequences: dict[str, str]) -> Names:
    named: Names = {"project_name": project_name} if kind.project_name else {}
    return named | ({"sequence_name": sequences.get(entity.parent_id or "")} if kind.sequence_name else {})


def _below(kind: Kind, entity: Brief, parent_id: str | None, cast: set[str]) -> bool:
    if not kind.orphans and entity.parent_id is None:
        return False
    if parent_id is None:
        return True
    if kind.name == ASSET and parent_id == MAIN:
        return entity.source_id is None
    if kind.name == ASSET:
        return entity.source_id == parent_id or entity.id in cast
    return entity.parent_id == parent_id


def _tests(query: Query) -> Keep:
    """Return the test of a query string's filters; `project_id` and the parent are looked for where they lead."""
    tests = filters.criteria_of(Entity, query)
    tests.pop("project_id", None)
    if not tests:
        return lambda _: True

    def keep(item: RecordItem) -> bool:
        entity = entity_of(item)
        return all(test(getattr(entity, name)) for name, test in tests.items())

    return keep


def _parent(kind: Kind, query: Query) -> str | None:
    """Return the parent that a query string names; "main" for the assets of no episode. Raises BreaksRule."""
    asked = query.get(kind.parent) if kind.parent else None
    if asked is None or asked[0] == ALL:
        return None
    return MAIN if kind.name == ASSET and asked[0] == MAIN else filters.asked_id(query, kind.parent)


def _productions(by: Actor, kind: Kind, production: str | None, parent_id: str | None) -> list[str]:
    """Return the productions to look in. Raises NotFound, Forbidden."""
    if parent_id not in (None, MAIN):
        production = entities.get(parent_id).project_id
    if production is None:
        if not by.is_admin and kind.name != ASSET:
            raise Forbidden("name the production")
        return [project.id for project in projects.all()] if by.is_admin else list(by.standing.roles)
    role = by.role_in(production)
    if role is None and projects.find(production) is None:
        raise NotFound(f"there is no project {production}")
    if role is None or role in kind.closed_to:
        raise Forbidden("you may not see these here")
    return [production]
