"""How entities are answered: plain, with what is worked out from the casting, and less what a vendor may not see."""

from typing import Any, NamedTuple

from msgspec.structs import replace

from chalicelib.entities.casting.records import both_ways, of_production
from chalicelib.entities.entities import rules
from chalicelib.entities.entities.records import Entity
from chalicelib.entities.instances.records import by_shot, ids_in
from chalicelib.store import each, gather
from chalicelib.web.filters import cut

Values = dict[str, Any]


def plain(entity: Entity, hidden: frozenset[str] = frozenset(), **more: Any) -> Values:
    """Return an entity as lists show it; `hidden` are the metadata columns that the caller may not see.

    A concept shows what it is drawn for everywhere, the others only with their relations.
    """
    return cut(without(entity, hidden), relations=entity.type == "Concept", shown=None) | more


def without(entity: Entity, hidden: frozenset[str]) -> Entity:
    """Return an entity less the metadata columns that the caller may not see."""
    return replace(entity, data=rules.without(entity.data, hidden)) if hidden else entity


def whole(entity: Entity, hidden: frozenset[str] = frozenset()) -> Values:
    """Return an entity with its relations. Costs three Queries at once."""
    (cast, places), instances = gather(
        lambda: both_ways(entity.project_id, entity.id),
        lambda: ids_in(entity.id) if entity.type == "Shot" else [],
    )
    return with_relations(entity, cast, places, instances, hidden)


class Relations(NamedTuple):
    """What is cast in each entity of a production, where each is cast in it, and the instances seen in each shot."""

    cast: dict[str, list[str]]
    places: dict[str, list[str]]
    instances: dict[str, list[str]]


def relations_of(project_id: str) -> Relations:
    """Return the relations of a production's entities. Costs two Query chains at once, however many entities."""
    links, instances = gather(lambda: of_production(project_id), lambda: by_shot(project_id))
    cast: dict[str, list[str]] = {}
    places: dict[str, list[str]] = {}
    for link in links:
        cast.setdefault(link.entity_in_id, []).append(link.entity_out_id)
        places.setdefault(link.entity_out_id, []).append(link.entity_in_id)
    return Relations(cast, places, instances)


def whole_list(found: list[Entity], hidden: frozenset[str] = frozenset()) -> list[Values]:
    """Return entities with their relations inside their productions. Costs two Query chains a production, at once."""
    productions = list({entity.project_id for entity in found})
    of = dict(zip(productions, each(relations_of, productions), strict=True))
    return [
        with_relations(
            entity,
            of[entity.project_id].cast.get(entity.id, []),
            of[entity.project_id].places.get(entity.id, []),
            of[entity.project_id].instances.get(entity.id, []),
            hidden,
        )
        for entity in found
    ]


def with_relations(
    entity: Entity,
    cast: list[str],
    places: list[str],
    instances: list[str],
    hidden: frozenset[str] = frozenset(),
) -> Values:
    """Return an entity with the ids of what is cast in it, of where it is cast, and of its instances."""
    shown = cut(without(entity, hidden), relations=True, shown=None)
    return shown | {"entities_out": cast, "entities_in": places, "instance_casting": instances}
