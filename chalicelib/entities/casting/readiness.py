"""Keeps true what shots tell of their casting: how many assets, and how many of them are ready for each task."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.entities import batches
from chalicelib.entities.casting import rules
from chalicelib.entities.casting.records import EntityLink, Place, of_place, places_of
from chalicelib.entities.entities.records import Entity, entities, task_rows
from chalicelib.entities.entities.rules import tell
from chalicelib.projects.projects.records import projects
from chalicelib.store import each, gather
from chalicelib.tasks.tasks.records import ROW_FIELDS, tasks
from chalicelib.tasks.types.records import task_types

ID, TYPE, READY = (ROW_FIELDS.index(name) for name in ("id", "task_type_id", "nb_assets_ready"))
AT_ONCE = 5  # places whose counters and tasks fit into one commit beside what else is written


class Stage(NamedTuple):
    """What is needed to count anew in some places, by their ids; assets, and the productions' priorities, by theirs."""

    places: dict[str, Entity]
    links: dict[str, list[EntityLink]]
    assets: dict[str, Entity]
    priorities: dict[str, dict[str, int]]


def asset_changed(changes: Changes, old: Entity, new: Entity | None) -> None:
    """Count anew wherever an asset is cast that changes, or goes (None)."""
    assets_changed(changes, [(old, new)])


def assets_changed(changes: Changes, changed: Iterable[tuple[Entity, Entity | None]]) -> None:
    """Count anew wherever assets are cast that change, or go (None); where these are many places part by part."""
    as_they_will_be = {old.id: new for old, new in changed if rules.counts_differently(old, new)}
    places = list(dict.fromkeys(place for some in each(places_of, as_they_will_be) for place in some))

    def counted(part: Changes, some: Sequence[Place]) -> Iterable[None]:
        _count_around(part, some, as_they_will_be)
        return ()

    batches.done(changes, places, AT_ONCE, counted)


def _count_around(changes: Changes, places: Sequence[Place], changed: dict[str, Entity | None]) -> None:
    stage = staged(places)
    assets = {asset_id: asset for asset_id, asset in (stage.assets | changed).items() if asset is not None}
    cast = {
        place_id: [assets[link.entity_out_id] for link in links if link.entity_out_id in assets]
        for place_id, links in stage.links.items()
        if place_id in stage.places
    }
    for counted in count(changes, stage, cast):
        tell(
            changes, counted, "casting-update", nb_entities_out=counted.nb_entities_out, added_asset_ids=[],
            removed_asset_ids=[],
        )  # fmt: skip


def staged(places: Sequence[Place]) -> Stage:
    """Return what is needed to count anew in these places. Costs two trips, three for addresses not known yet."""
    ids = [place.id for place in places]
    found, links, of = gather(
        lambda: entities.many(ids),
        lambda: each(lambda place: of_place(*place), places),
        lambda: projects.many({place.project_id for place in places}),
    )
    wanted = {link.entity_out_id for some in links for link in some}
    types = {type_id for project in of.values() for type_id in project.task_types}
    assets, all_types = gather(lambda: entities.many(wanted), lambda: task_types.many(types))
    priorities = {project.id: rules.priorities_of(project, all_types.values()) for project in of.values()}
    return Stage(found, dict(zip(ids, links, strict=True)), assets, priorities)


def count(changes: Changes, stage: Stage, cast: dict[str, list[Entity]]) -> list[Entity]:
    """Write down how many live assets are cast in each place, and how many are ready for each task of a shot.

    Returns the places whose number is another one. Costs a read of those tasks that are written, all at once.
    """
    ready: dict[str, int] = {}
    for place_id, assets in cast.items():
        place = stage.places[place_id]
        if place.type == "Shot":
            ready |= _ready(place, assets, stage.priorities[place.project_id])
    for task in tasks.many(ready).values():
        changes.save(replace(task, nb_assets_ready=ready[task.id]))
        changes.tell(
            "task:update-casting-stats", task.project_id, kept=False, task_id=task.id, nb_assets_ready=ready[task.id]
        )
    numbers = {place_id: len(rules.live(assets)) for place_id, assets in cast.items()}
    return [
        changes.save(replace(stage.places[place_id], nb_entities_out=number))
        for place_id, number in numbers.items()
        if number != stage.places[place_id].nb_entities_out
    ]


def _ready(shot: Entity, assets: list[Entity], priorities: rules.Priorities) -> dict[str, int]:
    """Return for how many assets each of a shot's tasks can begin, of the tasks that don't say so yet."""
    found = {}
    for row in task_rows(shot):
        ready = rules.nb_ready(assets, shot.project_id, row[TYPE], priorities)
        if ready != row[READY]:
            found[row[ID]] = ready
    return found
