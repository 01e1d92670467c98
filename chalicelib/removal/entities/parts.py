"""Removes entities with their work, casting, versions and instances, in as many commits as that takes."""

from collections.abc import Iterable, Sequence
from typing import Any

from chalicelib.changes import Changes
from chalicelib.entities.casting.readiness import asset_changed
from chalicelib.entities.casting.records import around
from chalicelib.entities.entities.records import Entity, entities, entity_versions
from chalicelib.entities.entities.rules import tell
from chalicelib.entities.instances.records import in_place, of_asset
from chalicelib.removal.entities import rules
from chalicelib.removal.parts import remove_all
from chalicelib.removal.tasks.hanging import followed_in
from chalicelib.removal.tasks.parts import remove_tasks
from chalicelib.store import each, gather, reading, work
from chalicelib.store.records import Record
from chalicelib.tasks.tasks.records import of_entity
from chalicelib.tasks.types.records import task_types

IN_ONE_COMMIT = 8  # record, address and name each, beside stamps; what is cast changes other entities too


def has_tasks(entity: Entity) -> bool:
    """Return whether there are tasks of an entity, which was read in this request. Costs no trip."""
    seen = reading.seen().get(entities.key(entity))
    return bool(seen and seen.rows and seen.rows != "[]")


def remove_entities(found: Iterable[Entity], by: str | None) -> None:
    """Let entities go for good: their tasks first, then all else that hangs on them, then they themselves."""
    found = list(found)
    for part in work.parts(found, IN_ONE_COMMIT):
        tasks = each(lambda one: of_entity(one.project_id, one.id), part)
        remove_tasks([task for of_one in tasks for task in of_one], by)
        for entity in part:
            work.run(lambda changes, one=entity: _uncast(changes, one), by)  # type: ignore[misc]
        remove_all([one for hanging in each(_hanging_on, part) for one in hanging], by)
    work.in_parts([entity.id for entity in found], IN_ONE_COMMIT, _remove, by)


def cancel_entities(found: Iterable[Entity], by: str | None) -> None:
    """Take entities out of the work; their tasks stay."""
    work.in_parts([entity.id for entity in found], IN_ONE_COMMIT, _cancel, by)


def _uncast(changes: Changes, entity: Entity) -> None:
    """Count anew what is cast and ready where an asset is cast that goes."""
    if entity.type == "Asset":
        asset_changed(changes, entity, None)


def _hanging_on(entity: Entity) -> list[Record]:
    links, versions, instances, followed = gather(
        lambda: around(entity.project_id, entity.id),
        lambda: entity_versions.within(entity.id),
        lambda: _instances(entity),
        lambda: followed_in(entity.id, [one.id for one in task_types.all()]) if entity.type == "Sequence" else [],
    )
    found: list[Record] = [*links, *versions, *instances, *followed]
    return found


def _instances(entity: Entity) -> list[Any]:
    """Return the instances of an asset, and those that are only in this place."""
    within, own = gather(
        lambda: in_place(entity.id), lambda: of_asset(entity.project_id, entity.id) if entity.type == "Asset" else []
    )
    return [*own, *(one for one in within if entity.id in (one.scene_id, one.target_asset_id))]


def _remove(changes: Changes, ids: Sequence[str]) -> list[Entity]:
    found = list(entities.many(ids).values())
    for entity in found:
        changes.remove(entity)
        tell(changes, entity, "delete")
    return found


def _cancel(changes: Changes, ids: Sequence[str]) -> list[Entity]:
    cancelled = []
    for entity in entities.many(ids).values():
        after = rules.cancel(changes, entity)
        if entity.type == "Asset":
            asset_changed(changes, entity, after)
        cancelled.append(after)
    return cancelled
