"""Sets what is cast where: reads what the rules need, applies them, and writes what has changed."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.entities import batches
from chalicelib.entities.casting.readiness import Stage, count, staged
from chalicelib.entities.casting.records import EntityLink, Place, of_place, places_of
from chalicelib.entities.casting.state import Casting, Wanted, set_place
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.entities.types.records import ASSET
from chalicelib.errors import NotFound
from chalicelib.store import each, gather

# A commit has at most 100 operations: three a link and three for its mirror in an episode, the counters of a place and
# its episode, and an update for each of the place's tasks.
A_LINK, A_PLACE, ROOM = 3, 14, 76


def set_whole(changes: Changes, production: str, wanted: dict[str, list[Wanted]]) -> None:
    """Make what is wanted the whole casting of these places: what isn't wanted is taken off."""
    there = each(lambda place_id: of_place(production, place_id), wanted)
    settled = []
    for links, (place_id, some) in zip(there, wanted.items(), strict=True):
        kept = {one.asset_id for one in some}
        obsolete = sorted((link for link in links if link.entity_out_id not in kept), key=lambda link: link.id)
        settled += [Wanted(place_id, link.entity_out_id, off=True) for link in obsolete]
        settled += some
    settle(changes, production, settled, list(wanted))


Links = dict[str, list[EntityLink]]


def settle(
    changes: Changes, production: str, wanted: Sequence[Wanted], places: Sequence[str], *, single: bool = False
) -> Links:
    """Cast as it is wanted in these places, in parts if it is too much for one commit; return what is cast there."""
    groups = _groups(wanted, A_LINK * (2 if _episodes_of(entities.many(places)) else 1))

    def part(some_changes: Changes, some: Sequence[list[Wanted]]) -> Iterable[tuple[str, list[EntityLink]]]:
        one_commit = [one for group in some for one in group]
        # Places of which nothing is wanted are told of, too.
        touched = [*(one.place_id for one in one_commit), *(silent if some[:1] == groups[:1] else ())]
        return _settle(some_changes, production, one_commit, touched, single=single).items()

    silent = set(places) - {one.place_id for one in wanted}
    return dict(batches.done(changes, groups or [[]], 1, part))


def _groups(wanted: Sequence[Wanted], link: int) -> list[list[Wanted]]:
    """Cut what is wanted into groups that fit one commit each; `link` is how much of it one link takes."""
    groups: list[list[Wanted]] = []
    room = 0
    for at, one in enumerate(wanted):
        cost = link + (A_PLACE if at == 0 or wanted[at - 1].place_id != one.place_id else 0)
        if cost > room:
            groups.append([])
            room, cost = ROOM, link + A_PLACE
        groups[-1].append(one)
        room -= cost
    return groups


def _settle(
    changes: Changes, production: str, wanted: Sequence[Wanted], places: Sequence[str], *, single: bool
) -> Links:
    stage, casting = _read(production, wanted, list(dict.fromkeys(places)))
    for one in wanted:
        if not one.off and one.asset_id not in casting.assets:
            raise NotFound(f"there is no asset {one.asset_id}")
    for place_id in dict.fromkeys(places):
        here = [one for one in wanted if one.place_id == place_id]
        set_place(changes, casting, place_id, here, single=single)
    _write(changes, stage, casting)
    return {place_id: list(casting.links[place_id].values()) for place_id in places}


def _read(production: str, wanted: Sequence[Wanted], ids: list[str]) -> tuple[Stage, Casting]:
    """Read the places, the episodes that mirror them, and where else the assets that are taken off are cast."""
    off = list({one.asset_id for one in wanted if one.off})
    places, elsewhere = gather(lambda: entities.many(ids), lambda: each(places_of, off))
    cast_in = {asset: {place.id for place in some} for asset, some in zip(off, elsewhere, strict=True)}
    episode_of = _episodes_of(places)
    if episode_of or any(place.type == "Episode" for place in places.values()):
        episode_of |= _episodes_of(entities.many(set().union(*cast_in.values()) - places.keys()))
    beside = [episode_of[place] for place in ids if place in episode_of]
    below = [shot for shot, episode in episode_of.items() if episode in places]
    stage = staged([Place(production, one) for one in dict.fromkeys([*ids, *beside, *below])])
    new = {one.asset_id for one in wanted} - stage.assets.keys()
    stage.assets.update({asset.id: asset for asset in entities.many(new).values() if asset.type == ASSET})
    links = {place: {link.entity_out_id: link for link in some} for place, some in stage.links.items()}
    return stage, Casting(stage.places, stage.assets, links, episode_of, cast_in)


def _episodes_of(shots: dict[str, Entity]) -> dict[str, str]:
    """Return the episode of each of these shots that has one. Costs one trip, two for addresses not known yet."""
    parents = {shot.id: shot.parent_id for shot in shots.values() if shot.type == "Shot" and shot.parent_id}
    sequences = entities.many(set(parents.values()))
    above = {sequence.id: sequence.parent_id for sequence in sequences.values() if sequence.parent_id}
    return {shot: above[parent] for shot, parent in parents.items() if parent in above}


def _write(changes: Changes, stage: Stage, casting: Casting) -> None:
    """Write the links that differ from what was read, and count anew where they do."""
    for place_id, place in stage.places.items():
        before = {link.entity_out_id: link for link in stage.links[place_id]}
        after = casting.links[place_id]
        for asset_id in before.keys() - after.keys():
            changes.remove(before[asset_id])
        for asset_id, link in after.items():
            _write_link(changes, before.get(asset_id), link, place)
    count(changes, stage, {place_id: casting.cast(place_id) for place_id in stage.places})


def _write_link(changes: Changes, before: EntityLink | None, link: EntityLink, place: Entity) -> None:
    if before is None:
        changes.add(link, under=place)
    elif (before.nb_occurences, before.label, before.data) != (link.nb_occurences, link.label, link.data):
        changes.save(replace(before, nb_occurences=link.nb_occurences, label=link.label, data=link.data))
