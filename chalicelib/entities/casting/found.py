"""Reads castings: of a place, of a production's places, and where an asset is cast."""

from collections.abc import Callable, Iterable

from chalicelib.entities.casting import views
from chalicelib.entities.casting.records import EntityLink, occurences_of, of_place, of_production
from chalicelib.entities.casting.views import Entry
from chalicelib.entities.entities.records import Entity, entities, of_kind, of_kinds
from chalicelib.entities.types.records import ASSET, entity_types
from chalicelib.store import gather

Map = dict[str, list[Entry]]


def of(production: str, place_id: str) -> list[Entry]:
    """Return what is cast in a place. Costs three trips at most."""
    return shown({place_id: of_place(production, place_id)})[place_id]


def shown(links: dict[str, list[EntityLink]]) -> Map:
    """Return castings that were read, by their places. Costs two trips at most."""
    assets, names = gather(
        lambda: entities.many({link.entity_out_id for some in links.values() for link in some}), type_names
    )
    return {place: views.casting(some, assets, names) for place, some in links.items()}


def type_names() -> dict[str, str]:
    """Return the names of entity types by their ids. Costs one Query."""
    return {one.id: one.name for one in entity_types.all()}


def assets_in(place: Entity) -> list[Entity]:
    """Return the live assets cast in a place, by name. Costs three trips at most."""
    links = of_place(place.project_id, place.id)
    found = entities.many(link.entity_out_id for link in links).values()
    return sorted((asset for asset in found if not asset.canceled), key=lambda asset: asset.name)


def in_shots(production: str, wanted: Callable[[Entity], bool]) -> Map:
    """Return the castings of the shots in those of a production's sequences that are wanted, by the shots."""
    shots, links = gather(lambda: of_kinds(production, "Sequence", "Shot"), lambda: of_production(production))
    sequences = {one.id: one for one in shots if one.type == "Sequence"}
    named = {
        one.id: {"sequence_name": sequence.name}
        for one in shots
        if one.type == "Shot" and (sequence := sequences.get(one.parent_id or "")) is not None and wanted(sequence)
    }
    return _map(links, named)


def in_places(production: str, kind: str, wanted: Callable[[Entity], bool], left_out: Iterable[str] = ()) -> Map:
    """Return the castings of those places of a kind that are wanted, by the places."""
    places, links = gather(lambda: of_kind(production, kind), lambda: of_production(production))
    return _map(links, {one.id: {} for one in places if wanted(one)}, left_out)


def _map(links: list[EntityLink], named: dict[str, Entry], left_out: Iterable[str] = ()) -> Map:
    """Return the castings of places with what is said of each; places without a casting have none."""
    of_places: dict[str, list[EntityLink]] = {}
    for link in links:
        if link.entity_in_id in named:
            of_places.setdefault(link.entity_in_id, []).append(link)
    return {
        place: views.in_map(entries, left_out, named[place]) for place, entries in shown(of_places).items() if entries
    }


def places_of_asset(asset: Entity) -> list[Entry]:
    """Return where an asset is cast, first the shots; places that are cancelled are left out."""
    occurences, parents, names = gather(
        lambda: occurences_of(asset.id),
        lambda: {one.id: one for one in of_kinds(asset.project_id, "Episode", "Sequence")},
        type_names,
    )
    places = [place for place in entities.many(occurences).values() if not place.canceled]
    shots = [place for place in places if place.type == "Shot"]
    _read_foreign(parents, shots)
    assets = [place for place in places if place.type == ASSET]
    return views.shots_of_asset(shots, occurences, parents) + views.assets_of_asset(assets, occurences, names)


def _read_foreign(parents: dict[str, Entity], shots: list[Entity]) -> None:
    """Read sequences and episodes of other productions, where a shared asset is cast."""
    sequences = entities.many({shot.parent_id for shot in shots if shot.parent_id} - parents.keys())
    parents |= sequences
    parents |= entities.many({one.parent_id for one in sequences.values() if one.parent_id} - parents.keys())
