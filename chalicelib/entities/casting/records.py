"""Casting: which assets are used in which shots, episodes and other assets, and how often."""

from typing import Any, ClassVar, NamedTuple

import msgspec

from chalicelib.refs import EntityId, ProjectId
from chalicelib.store import Collection, Record, Stamp, gather, reading
from chalicelib.store.reading import Key
from chalicelib.store.records import Json, Text80
from chalicelib.store.tables import LinkItem


class EntityLink(Record, frozen=True, kw_only=True):
    """An asset (`entity_out_id`) that is cast in a place (`entity_in_id`), `nb_occurences` times.

    `data` is {"auto": true} on an episode's link that mirrors the casting of its shots. `production_id` is the place's.
    """

    RELATIONS: ClassVar = ("production_id",)
    HIDDEN: ClassVar = ("production_id",)

    entity_in_id: EntityId
    entity_out_id: EntityId
    data: Json = None
    nb_occurences: int = 1
    label: Text80 | None = ""
    production_id: ProjectId


def _links(link: EntityLink) -> dict[tuple[str, str], Any]:
    return {(f"cast-in#{link.entity_out_id}", link.entity_in_id): [link.production_id, link.nb_occurences]}


entity_links = Collection(
    EntityLink,
    within="production_id",
    sort=lambda link: f"{link.entity_in_id}#{link.entity_out_id}",
    links=_links,
    # A board of assets names the episodes that they are cast in.
    stamps=lambda link: [Stamp(link.production_id, link.entity_in_id)],
)


def of_place(production_id: str, entity_id: str) -> list[EntityLink]:
    """Return what is cast in a place. Costs one Query."""
    return entity_links.within(production_id, f"{entity_id}#")


def of_production(production_id: str) -> list[EntityLink]:
    """Return what is cast anywhere in a production. Costs one Query chain."""
    return entity_links.within(production_id)


class Place(NamedTuple):
    """Where an asset is cast: an entity of a production."""

    project_id: str
    id: str


def places_of(asset_id: str) -> list[Place]:
    """Return the places that an asset is cast in. Costs one Query."""
    return [Place(facts_of(link)[0], link.target) for link in reading.links(f"cast-in#{asset_id}")]


def occurences_of(asset_id: str) -> dict[str, int]:
    """Return how often an asset is cast in each of its places, by their ids. Costs one Query."""
    return {link.target: facts_of(link)[1] for link in reading.links(f"cast-in#{asset_id}")}


facts_of_text = msgspec.json.Decoder(tuple[str, int]).decode


def facts_of(link: LinkItem) -> tuple[str, int]:
    """Return the production of the place that a link leads to, and the occurences there."""
    return facts_of_text(link.facts or "[]")


def around(production_id: str, entity_id: str) -> list[EntityLink]:
    """Return what is cast in an entity, and its own casting anywhere. Costs two Queries at once, then one trip."""
    cast, places = gather(lambda: of_place(production_id, entity_id), lambda: places_of(entity_id))
    keys = [Key(entity_links.partition(place.project_id), f"{place.id}#{entity_id}") for place in places]
    return [*cast, *(entity_links.record(item) for item in reading.records(keys).values())]


def both_ways(production_id: str, entity_id: str) -> tuple[list[str], list[str]]:
    """Return the ids of what is cast in an entity, and of where it is cast itself. Costs two Queries at once."""
    cast, places = gather(lambda: of_place(production_id, entity_id), lambda: places_of(entity_id))
    return [link.entity_out_id for link in cast], [place.id for place in places]
