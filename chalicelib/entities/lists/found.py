"""Reads the entities of a kind for a list: those that the caller may see, filtered, named and ordered."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.entities.access import assigned_entities, hidden_from
from chalicelib.entities.casting.records import of_place
from chalicelib.entities.entities.records import Entity, entities, of_kind
from chalicelib.entities.entities.views import plain
from chalicelib.entities.lists.kinds import HOLDING, Kind
from chalicelib.entities.types.records import ASSET, entity_types
from chalicelib.errors import Forbidden, NotFound
from chalicelib.projects.projects.records import projects
from chalicelib.store import each, gather
from chalicelib.web import filters
from chalicelib.web.filters import Query

Entry = dict[str, Any]
ALL, MAIN = "all", "main"


class Sight(NamedTuple):
    """What a caller may see of a production's entities: the ids, None for all; and the metadata columns they may not.

    A vendor sees less than everybody else.
    """

    seen: set[str] | None
    hidden: frozenset[str]

    def of(self, found: Iterable[Entity]) -> list[Entity]:
        """Return those that the caller sees."""
        return [entity for entity in found if self.seen is None or entity.id in self.seen]


def sight_of(by: Actor, production: str, kind: str) -> Sight:
    """Return what somebody sees of a kind. Costs nothing but for vendors, for them four trips at most."""
    if by.role_in(production) != access.VENDOR:
        return Sight(None, frozenset())
    seen, hidden = gather(lambda: _seen_by_vendor(by, production, kind), lambda: hidden_from(by, production))
    return Sight(seen, hidden)


def _seen_by_vendor(by: Actor, production: str, kind: str) -> set[str]:
    own = assigned_entities(by, production)
    if kind not in HOLDING:
        return own
    found = entities.many(own).values()
    sequences = {entity.parent_id for entity in found if entity.type == "Shot" and entity.parent_id}
    if kind == "Sequence":
        return sequences
    above = {sequence.parent_id for sequence in entities.many(sequences).values() if sequence.parent_id}
    return above | {asset.source_id for asset in found if asset.type == ASSET and asset.source_id}


def of_production(by: Actor, production: str, kind: Kind, query: Query) -> list[Entry]:
    """Return a production's entities of a kind, plain and by name."""
    keep = _tests(query)
    found, sight = gather(lambda: of_kind(production, kind.name), lambda: sight_of(by, production, kind.name))
    kept = [entity for entity in sight.of(found) if keep(entity)]
    return [entry(one, sight, kind) for one in sorted(kept, key=lambda one: one.name)]


def entry(entity: Entity, sight: Sight, kind: Kind) -> Entry:
    """Return an entity of a plain list; the contract calls what a vendor holds something in just an entity."""
    held = sight.seen is not None and kind.name in HOLDING
    return plain(entity, sight.hidden, **({"type": "Entity"} if held else {}))


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
    by: Actor, production: str, kind: Kind, keep: Callable[[Entity], bool], parent_id: str | None
) -> list[tuple[tuple[str, ...], Entry]]:
    """Return a production's entities with the names that their list shows, each with its place in the order."""
    found, sight, project, (parents, cast) = gather(
        lambda: of_kind(production, kind.name),
        lambda: sight_of(by, production, kind.name),
        lambda: projects.find(production),
        lambda: _beside(production, kind, parent_id),
    )
    if project is None:
        return []
    kept = [one for one in sight.of(found) if keep(one) and _below(kind, one, parent_id, cast)]
    type_names = {one.id: one.name for one in entity_types.all()} if kind.name == ASSET and kept else {}
    return [
        (
            (type_names.get(one.entity_type_id, ""), one.name.lower()),
            entry(one, sight, kind) | _names(kind, one, project.name, parents),
        )
        for one in kept
    ]


def _beside(production: str, kind: Kind, parent_id: str | None) -> tuple[dict[str, str], set[str]]:
    """Return the names of sequences for lists that show them; for assets the ids of those cast in an episode."""
    if kind.sequence_name:
        return {sequence.id: sequence.name for sequence in of_kind(production, "Sequence")}, set()
    if kind.name == ASSET and parent_id not in (None, MAIN):
        return {}, {link.entity_out_id for link in of_place(production, parent_id)}
    return {}, set()


def _names(kind: Kind, entity: Entity, project_name: str, sequences: dict[str, str]) -> Entry:
    named: Entry = {"project_name": project_name} if kind.project_name else {}
    return named | ({"sequence_name": sequences.get(entity.parent_id or "")} if kind.sequence_name else {})


def _below(kind: Kind, entity: Entity, parent_id: str | None, cast: set[str]) -> bool:
    if not kind.orphans and entity.parent_id is None:
        return False
    if parent_id is None:
        return True
    if kind.name == ASSET and parent_id == MAIN:
        return entity.source_id is None
    if kind.name == ASSET:
        return entity.source_id == parent_id or entity.id in cast
    return entity.parent_id == parent_id


def _tests(query: Query) -> Callable[[Entity], bool]:
    """Return the test of a query string's filters; `project_id` and the parent are looked for where they lead."""
    tests = filters.criteria_of(Entity, query)
    tests.pop("project_id", None)
    return lambda entity: all(test(getattr(entity, name)) for name, test in tests.items())


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
