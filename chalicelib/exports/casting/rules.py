"""What the sheets of a casting show: what is cast in assets, in shots or in episodes."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from chalicelib.entities.casting.records import EntityLink
from chalicelib.entities.entities.records import Entity

ALL, MAIN = "all", "main"
MAIN_PACK = "MP"
LINK = ("Parent", "Name", "Asset Type", "Asset", "Occurences", "Label")
Line = list[Any]


class Cast(NamedTuple):
    """A production's casting: links, entities by their ids, names of types by theirs; whether it has episodes."""

    links: list[EntityLink]
    entities: Mapping[str, Entity]
    types: Mapping[str, str]
    is_show: bool

    def name(self, entity_id: str | None) -> str:
        """Return an entity's name, "" for none."""
        found = self.entities.get(entity_id or "")
        return "" if found is None else found.name

    def episode_of(self, shot: Entity) -> str | None:
        """Return the id of a shot's episode."""
        sequence = self.entities.get(shot.parent_id or "")
        return None if sequence is None else sequence.parent_id


def sheet(cast: Cast, episode_id: str | None, *, of_shots: bool) -> Iterator[Line]:
    """Yield the rows of a sheet: of an episode if one is given; "main" is the main pack, "all" are the episodes."""
    if episode_id == ALL:
        yield [*LINK]
        yield from _lines(cast, "Episode", lambda _: ["Episode"])
        return
    yield ["Episode", *LINK] if cast.is_show else [*LINK]
    main_only = episode_id == MAIN and cast.is_show
    if of_shots and not main_only:
        yield from _in_shots(cast, episode_id)
    elif not cast.is_show:
        yield from _lines(cast, "Asset", lambda asset: [cast.types.get(asset.entity_type_id, "")])
    else:
        yield from () if main_only else _in_assets(cast, episode_id)
        yield from _lines(cast, "Asset", lambda asset: None if asset.source_id else _in_type(cast, MAIN_PACK, asset))


def _in_shots(cast: Cast, episode_id: str | None) -> Iterator[Line]:
    def above(shot: Entity) -> Line | None:
        episode = cast.episode_of(shot)
        if episode_id not in (None, MAIN, episode):
            return None
        return [*([cast.name(episode)] if cast.is_show else []), cast.name(shot.parent_id)]

    return _lines(cast, "Shot", above)


def _in_assets(cast: Cast, episode_id: str | None) -> Iterator[Line]:
    def above(asset: Entity) -> Line | None:
        if asset.source_id is None or episode_id not in (None, asset.source_id):
            return None
        return _in_type(cast, cast.name(asset.source_id), asset)

    return _lines(cast, "Asset", above)


def _in_type(cast: Cast, episode: str, asset: Entity) -> Line:
    return [episode, cast.types.get(asset.entity_type_id, "")]


def _lines(cast: Cast, kind: str, above: Callable[[Entity], Line | None]) -> Iterator[Line]:
    """Yield the casting of the places of a kind, sorted; `above` returns what stands before a place, None for none."""
    found: list[Line] = []
    for link in cast.links:
        place, asset = cast.entities.get(link.entity_in_id), cast.entities.get(link.entity_out_id)
        if place is None or asset is None or place.type != kind or (before := above(place)) is None:
            continue
        type_name = cast.types.get(asset.entity_type_id, "")
        found.append([*before, place.name, type_name, asset.name, link.nb_occurences, link.label or ""])
    yield from sorted(found)
