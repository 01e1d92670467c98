"""Reads what a sheet of a casting shows: the links of a production with the entities on both sides."""

from typing import NamedTuple

from chalicelib.entities.casting.records import EntityLink, of_production
from chalicelib.entities.entities.records import Entity, entities, of_kinds
from chalicelib.entities.types.records import entity_types
from chalicelib.store import gather


class Read(NamedTuple):
    """The links, the entities by their ids, and the names of entity types by theirs."""

    links: list[EntityLink]
    entities: dict[str, Entity]
    types: dict[str, str]


def read(project_id: str) -> Read:
    """Return the casting of a production. Costs one trip, and two more for assets of other productions."""
    links, found, types = gather(
        lambda: of_production(project_id), lambda: of_kinds(project_id, "Asset", "Shot"), entity_types.all
    )
    known = {one.id: one for one in found}
    known |= entities.many({link.entity_out_id for link in links} - known.keys())
    return Read(links, known, {one.id: one.name for one in types})
