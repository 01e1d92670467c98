"""How entities are called in full: with the sequence and the episode that they lie in, or the type that they are of."""

from collections.abc import Iterable
from typing import NamedTuple

from chalicelib.entities.entities.records import Entity, entities
from chalicelib.entities.types.records import entity_types
from chalicelib.store import gather

BY_TYPE = ("Asset", "Concept")  # they lie in nothing, and are called by what they are


class Named(NamedTuple):
    """What a list shows of an entity: its name in full, its episode and its main preview."""

    full_name: str
    episode_id: str | None
    preview_file_id: str | None


NOBODY = Named("", None, None)


def named(ids: Iterable[str]) -> dict[str, Named]:
    """Return how these entities are called. Costs two trips and one for each level above them, at most two."""
    found, types = gather(lambda: entities.many(ids), entity_types.all)
    around = dict(found)
    while missing := {one.parent_id for one in around.values() if one.parent_id} - around.keys():
        above = entities.many(one for one in missing if one)
        if not above:
            break
        around |= above
    type_names = {one.id: one.name for one in types}
    return {one.id: name_of(one, around, type_names) for one in found.values()}


def name_of(entity: Entity, around: dict[str, Entity], type_names: dict[str, str]) -> Named:
    """Return how an entity is called; `around` has those that it lies in."""
    if entity.type in BY_TYPE:
        full = f"{type_names.get(entity.entity_type_id, '')} / {entity.name}"
        return Named(full, entity.source_id, entity.preview_file_id)
    chain = _chain(entity, around)
    episode = next((one.id for one in chain[1:] if one.type == "Episode"), None)
    return Named(" / ".join(one.name for one in reversed(chain)), episode, entity.preview_file_id)


def _chain(entity: Entity, around: dict[str, Entity]) -> list[Entity]:
    """Return an entity and what it lies in, from the inside."""
    chain = [entity]
    while (parent := around.get(chain[-1].parent_id or "")) is not None and parent not in chain:
        chain.append(parent)
    return chain
