"""Removes entities with their work, casting, versions and instances, in as many commits as that takes."""

from collections.abc import Iterable, Sequence

from chalicelib.changes import Changes
from chalicelib.entities.casting.readiness import assets_changed
from chalicelib.entities.casting.records import around, of_place
from chalicelib.entities.casting.setting import set_whole
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.entities.entities.rules import tell
from chalicelib.entities.instances.records import in_place, of_asset
from chalicelib.entities.types.records import ASSET
from chalicelib.files import hanging as files
from chalicelib.planning.schedule_items.records import schedule_items
from chalicelib.removal.entities import rules
from chalicelib.removal.parts import remove_all
from chalicelib.removal.projects import belongings
from chalicelib.removal.tasks.hanging import followed_in
from chalicelib.removal.tasks.parts import remove_tasks
from chalicelib.store import each, gather, reading, work
from chalicelib.store.records import Record
from chalicelib.tasks.tasks.records import Task, of_entities
from chalicelib.tasks.types.records import task_types

INSTANTIATED = (ASSET, "Scene")
SCHEDULED = ("Sequence", "Episode", "Edit")
IN_ONE_COMMIT = 8  # record, address and name each, beside stamps; what is cast changes other entities too


def has_tasks(entity: Entity) -> bool:
    """Return whether there are tasks of an entity, which was read in this request. Costs no trip."""
    seen = reading.seen().get(entities.key(entity))
    return bool(seen and seen.rows and seen.rows != "[]")


def remove_entities(found: Iterable[Entity], by: str | None) -> None:
    """Let entities go for good: their tasks first, then all else that hangs on them, then they themselves."""
    found = list(found)
    remove_tasks(_tasks_of(found), by)
    _uncast(found, by)
    remove_all([one for hanging in each(_hanging_on, found) for one in hanging], by)
    work.in_parts([entity.id for entity in found], IN_ONE_COMMIT, _remove, by)


def _uncast(found: list[Entity], by: str | None) -> None:
    """Take what goes out of castings: places count anew, and episodes mirror what is left of their shots."""
    assets = [(one, None) for one in found if one.type == ASSET]
    if assets:
        work.run(lambda changes: assets_changed(changes, assets), by)
    shots: dict[str, list[Entity]] = {}
    for shot in _mirrored(found):
        shots.setdefault(shot.project_id, []).append(shot)
    for project_id, own in shots.items():
        work.run(lambda changes, of=project_id, some=own: set_whole(changes, of, {one.id: [] for one in some}), by)  # type: ignore[misc]


def _mirrored(found: list[Entity]) -> list[Entity]:
    """Return the shots that go of which an episode stays. Costs a trip."""
    going = {one.id for one in found}
    shots = [one for one in found if one.type == "Shot" and one.parent_id]
    sequences = entities.many({one.parent_id for one in shots if one.parent_id})
    above = {one.id: one.parent_id for one in sequences.values()}
    return [one for one in shots if above.get(one.parent_id or "") not in (None, *going)]


def _tasks_of(found: list[Entity]) -> list[Task]:
    """Return the tasks of entities, which were read in this request. Costs one trip."""
    ids: dict[str, list[str]] = {}
    for entity in found:
        ids.setdefault(entity.project_id, []).append(entity.id)
    of_places = each(lambda place: of_entities(place, ids[place]), ids)
    return [task for of_place in of_places for task in of_place]


def cancel_entities(found: Iterable[Entity], by: str | None) -> None:
    """Take entities out of the work; their tasks stay."""
    work.in_parts([entity.id for entity in found], IN_ONE_COMMIT, _cancel, by)


def _hanging_on(entity: Entity) -> list[Record]:
    """Return what goes with an entity of its kind. Costs two Queries for a shot, more for an asset; all at once."""
    links, below, instances, planned = gather(
        lambda: (
            around(entity.project_id, entity.id) if entity.type == ASSET else of_place(entity.project_id, entity.id)
        ),
        lambda: [*each(lambda of: of.within(entity.id), belongings.below(entities)), files.of_entity(entity)],
        lambda: _instances(entity) if entity.type in INSTANTIATED else [],
        lambda: _planned(entity) if entity.type in SCHEDULED else [],
    )
    found: list[Record] = [*links, *(one for of_kind in below for one in of_kind), *instances, *planned]
    return found


def _planned(entity: Entity) -> list[Record]:
    """Return the items of the schedule that are of a sequence, episode or edit, and who follows a sequence."""
    items, followed = gather(
        lambda: [item for item in schedule_items.within(entity.project_id) if item.object_id == entity.id],
        lambda: followed_in(entity.id, [one.id for one in task_types.all()]) if entity.type == "Sequence" else [],
    )
    return [*items, *followed]


def _instances(entity: Entity) -> list[Record]:
    """Return the instances of an asset, and those that are in this asset or scene only, with their outputs."""
    within, own = gather(
        lambda: in_place(entity.id),
        lambda: of_asset(entity.project_id, entity.id) if entity.type == ASSET else [],
    )
    return [*files.of_instances(one.id for one in (*own, *within)), *own, *within]


def _remove(changes: Changes, ids: Sequence[str]) -> list[Entity]:
    found = list(entities.many(ids).values())
    for entity in found:
        changes.remove(entity)
        tell(changes, entity, "delete")
    return found


def _cancel(changes: Changes, ids: Sequence[str]) -> list[Entity]:
    cancelled = [(entity, rules.cancel(changes, entity)) for entity in entities.many(ids).values()]
    assets_changed(changes, [(before, after) for before, after in cancelled if before.type == ASSET])
    return [after for _, after in cancelled]
