"""Keeps true what shots tell of their casting: how many assets, and how many of them are ready for each task."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.entities import batches
from chalicelib.entities.casting import rules
from chalicelib.entities.casting.records import EntityLink, Place, of_place, places_of
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.entities.entities.rules import tell
from chalicelib.projects.projects.records import projects
from chalicelib.store import each, gather
from chalicelib.tasks.tasks.records import Task, of_entity
from chalicelib.tasks.types.records import task_types

AT_ONCE = 5  # places whose counters and tasks fit into one commit beside what else is written


class Stage(NamedTuple):
    """What is needed to count anew in some places, by their ids; assets, and the productions' priorities, by theirs."""

    places: dict[str, Entity]
    links: dict[str, list[EntityLink]]
    assets: dict[str, Entity]
    tasks: dict[str, list[Task]]
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
    for place in stage.places.values():
        cast = [assets[link.entity_out_id] for link in stage.links[place.id] if link.entity_out_id in assets]
        counted = count(changes, stage, place, cast)
        if counted.nb_entities_out != place.nb_entities_out:
            tell(
                changes, counted, "casting-update", nb_entities_out=counted.nb_entities_out, added_asset_ids=[],
                removed_asset_ids=[],
            )  # fmt: skip


def staged(places: Sequence[Place]) -> Stage:
    """Return what is needed to count anew in these places. Costs two trips, three for addresses not known yet."""
    ids = [place.id for place in places]
    productions = list({place.project_id for place in places})
    found, links, tasks, of = gather(
        lambda: entities.many(ids),
        lambda: each(lambda place: of_place(*place), places),
        lambda: each(lambda place: of_entity(*place), places),
        lambda: projects.many(productions),
    )
    wanted = {link.entity_out_id for some in links for link in some}
    types = {type_id for project in of.values() for type_id in project.task_types}
    assets, all_types = gather(lambda: entities.many(wanted), lambda: task_types.many(types))
    return Stage(
        found,
        dict(zip(ids, links, strict=True)),
        assets,
        dict(zip(ids, tasks, strict=True)),
        {project.id: rules.priorities_of(project, all_types.values()) for project in of.values()},
    )


def count(changes: Changes, stage: Stage, place: Entity, cast: list[Entity]) -> Entity:
    """Write down how many live assets are cast in a place, and for each task of a shot how many are ready."""
    if place.type == "Shot":
        for task in stage.tasks[place.id]:
            ready = rules.nb_ready(cast, place.project_id, task.task_type_id, stage.priorities[place.project_id])
            if ready != task.nb_assets_ready:
                changes.save(replace(task, nb_assets_ready=ready))
                changes.tell(
                    "task:update-casting-stats", place.project_id, kept=False, task_id=task.id, nb_assets_ready=ready
                )
    nb = len(rules.live(cast))
    return place if nb == place.nb_entities_out else changes.save(replace(place, nb_entities_out=nb))
