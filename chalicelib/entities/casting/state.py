"""What is cast where while it is being set: shots, the episodes that mirror them, and what is told of it.

Reads nothing and writes nothing but events: setting.py does both.
"""

from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.entities.casting import rules
from chalicelib.entities.casting.records import EntityLink
from chalicelib.entities.entities.records import Entity
from chalicelib.entities.entities.rules import tell

AUTO = {"auto": True}  # marks an episode's link that mirrors the casting of its shots


class Wanted(NamedTuple):
    """How an asset is to be cast in a place; what is None stays as it is.

    `off` takes the asset off; with `cascade` off the shots of an episode too.
    """

    place_id: str
    asset_id: str
    nb_occurences: int | None = None
    label: str | None = None
    off: bool = False
    cascade: bool = True


class Casting(NamedTuple):
    """The casting of some places, as it is by now.

    links: by place and asset. episode_of: the episode of each shot that has one. cast_in: where the assets are cast
    that may be taken off. assets, places: the entities by their ids.
    """

    places: dict[str, Entity]
    assets: dict[str, Entity]
    links: dict[str, dict[str, EntityLink]]
    episode_of: dict[str, str]
    cast_in: dict[str, set[str]]

    def cast(self, place_id: str) -> list[Entity]:
        """Return the assets that are cast in a place."""
        return [self.assets[asset_id] for asset_id in self.links[place_id] if asset_id in self.assets]

    def nb_live(self, place_id: str) -> int:
        """Return how many live assets are cast in a place."""
        return len(rules.live(self.cast(place_id)))


def tell_casting(
    changes: Changes, casting: Casting, place_id: str, added: Iterable[str] = (), removed: Iterable[str] = ()
) -> None:
    """Note that the casting of a place was set."""
    tell(
        changes, casting.places[place_id], "casting-update", nb_entities_out=casting.nb_live(place_id),
        added_asset_ids=sorted(added), removed_asset_ids=sorted(removed),
    )  # fmt: skip


def set_place(changes: Changes, casting: Casting, place_id: str, wanted: Iterable[Wanted], *, single: bool) -> None:
    """Cast in a place as it is wanted.

    `single`: one asset's link is meant and not the whole casting; what is said of it is told even if nothing changes.
    """
    added, removed = [], []
    for one in wanted:
        there = casting.links[place_id].get(one.asset_id)
        if one.off:
            if there is not None:
                _take_off(changes, casting, there, cascade=one.cascade)
                removed.append(one.asset_id)
            continue
        _mirror(changes, casting, one)
        if there is None:
            _put_on(changes, casting, one)
            added.append(one.asset_id)
        else:
            _change(changes, casting, there, one, single=single)
    tell_casting(changes, casting, place_id, added, removed)


def _mirror(changes: Changes, casting: Casting, wanted: Wanted) -> None:
    """Cast an asset of a shot in the shot's episode as well, if it isn't yet."""
    episode_id = casting.episode_of.get(wanted.place_id)
    if episode_id is None or wanted.asset_id in casting.links[episode_id]:
        return
    link = EntityLink(
        entity_in_id=episode_id, entity_out_id=wanted.asset_id, label=wanted.label or "", data=AUTO,
        production_id=casting.places[episode_id].project_id,
    )  # fmt: skip
    _keep(casting, link)
    tell(changes, casting.assets[wanted.asset_id], "update")


def _put_on(changes: Changes, casting: Casting, wanted: Wanted) -> None:
    place = casting.places[wanted.place_id]
    nb = 1 if wanted.nb_occurences is None else wanted.nb_occurences
    link = EntityLink(
        entity_in_id=place.id, entity_out_id=wanted.asset_id, nb_occurences=nb, label=wanted.label or "",
        production_id=place.project_id,
    )  # fmt: skip
    _keep(casting, link)
    changes.tell(
        "entity-link:new", place.project_id, entity_link_id=link.id, entity_in_id=place.id,
        entity_out_id=wanted.asset_id, nb_occurences=nb,
    )  # fmt: skip


def _change(changes: Changes, casting: Casting, link: EntityLink, wanted: Wanted, *, single: bool) -> None:
    nb = link.nb_occurences if wanted.nb_occurences is None else wanted.nb_occurences
    label = link.label if wanted.label is None else wanted.label
    # Who sets an episode's casting by hand means it to stay when its shots change: it is no mirror any more.
    changed = replace(link, nb_occurences=nb, label=label, data=link.data if single and link.data != AUTO else None)
    _keep(casting, changed)
    if single or changed != link:
        changes.tell("entity-link:update", link.production_id, entity_link_id=link.id, nb_occurences=nb)


def _keep(casting: Casting, link: EntityLink) -> None:
    casting.links[link.entity_in_id][link.entity_out_id] = link
    casting.cast_in.setdefault(link.entity_out_id, set()).add(link.entity_in_id)


def _drop(casting: Casting, link: EntityLink) -> None:
    del casting.links[link.entity_in_id][link.entity_out_id]
    casting.cast_in.setdefault(link.entity_out_id, set()).discard(link.entity_in_id)


def _take_off(changes: Changes, casting: Casting, link: EntityLink, *, cascade: bool) -> None:
    _drop(casting, link)
    asset_id, place = link.entity_out_id, casting.places[link.entity_in_id]
    if place.type == "Episode":
        if cascade:
            _take_off_shots(changes, casting, place.id, asset_id)
        return
    episode_id = casting.episode_of.get(place.id)
    mirror = casting.links[episode_id].get(asset_id) if episode_id is not None else None
    if mirror is None or mirror.data != AUTO or shots_with(casting, mirror.entity_in_id, asset_id):
        return
    _drop(casting, mirror)
    tell_casting(changes, casting, mirror.entity_in_id, removed=[asset_id])
    if asset_id in casting.assets:
        tell(changes, casting.assets[asset_id], "update")


def _take_off_shots(changes: Changes, casting: Casting, episode_id: str, asset_id: str) -> None:
    """Take an asset off all shots of an episode; each tells of it, and then of how many assets are left."""
    shots = sorted(shots_with(casting, episode_id, asset_id))
    for shot_id in shots:
        _drop(casting, casting.links[shot_id][asset_id])
        tell_casting(changes, casting, shot_id, removed=[asset_id])
    for shot_id in shots:
        tell_casting(changes, casting, shot_id)


def shots_with(casting: Casting, episode_id: str, asset_id: str) -> set[str]:
    """Return the shots of an episode in which an asset is cast."""
    return {place for place in casting.cast_in.get(asset_id, ()) if casting.episode_of.get(place) == episode_id}
