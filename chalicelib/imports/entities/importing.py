"""Imports a sheet of shots, assets or edits: a commit for each row's entity with its tasks, then what is said of these.

All that the rows need is read before the first one.
"""

import itertools
from collections.abc import Iterable
from typing import Any, NamedTuple

from msgspec.structs import replace

from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.casting.readiness import asset_changed
from chalicelib.entities.creation import rules as creation
from chalicelib.entities.creation.bodies import NewEntity
from chalicelib.entities.entities.records import Entity, task_rows
from chalicelib.entities.entities.rules import tell
from chalicelib.entities.entities.views import plain
from chalicelib.imports import rows
from chalicelib.imports.entities import rules, said
from chalicelib.imports.entities.kinds import Kind, Place, Wanted
from chalicelib.imports.entities.records import World
from chalicelib.imports.entities.rules import Work
from chalicelib.imports.rows import Row
from chalicelib.projects.projects.records import Project
from chalicelib.store import work
from chalicelib.tasks.creation import parts
from chalicelib.tasks.creation import rules as task_creation
from chalicelib.tasks.statuses.rules import default_of
from chalicelib.tasks.statuses.usage import default_status
from chalicelib.tasks.types.records import TaskType

IN_ONE_COMMIT = 20  # tasks beside a new entity and what it lies below
Values = dict[str, Any]


class Imported(NamedTuple):
    """A row's entity as it is now, its tasks, and whether it is still without those that it gets at the end."""

    entity: Entity
    tasks: said.Tasks = {}
    is_new: bool = False
    waits: bool = False


def imported(kind: Kind, by: Actor, project: Project, sheet: list[Row], *, update: bool) -> list[Values]:
    """Import a sheet and return the entities, one a row. Raises Refused, naming the line that can't be imported.

    New ones of which nothing is said get their tasks at the end, one task type after the other, also after a failure.
    """
    world = World(project, kind.name, kind.first, kind.last)
    waiting: list[Entity] = []

    def one(row: Row) -> Values:
        done = _row(kind, by, world, row, update=update)
        if done.waits:
            waiting.append(done.entity)
        return plain(done.entity, type="Entity")

    try:
        return rows.each(sheet, kind.needed, one)
    finally:
        for task_type in world.task_types if waiting else ():
            parts.made(by, [one for one in waiting if task_type in _done_on(one, world)], task_type)


def _row(kind: Kind, by: Actor, world: World, row: Row, *, update: bool) -> Imported:
    wanted = kind.wanted(row, world)
    works = [
        rules.work(row, one, world.statuses, lambda: world.people, assigns=kind.assigns) for one in world.task_types
    ]
    told = [one for one in works if one.is_said]
    attempts = itertools.count()

    def attempt(changes: Changes) -> tuple[Imported, Changes]:
        if next(attempts):
            world.read_again()
        return _placed(changes, kind, world, wanted, told, update=update), changes

    done, changes = work.run(attempt, by.id)
    world.learn_all(changes)
    if update or done.is_new:
        _carry_out(by, world, done, told)
    return done


def _carry_out(by: Actor, world: World, done: Imported, told: list[Work]) -> None:
    for later in [one.task_type for one in told if one.task_type.id not in done.tasks]:
        tasks, status = parts.made(by, [done.entity], later)
        done.tasks.update({task.task_type_id: said.Known(task.id, status.id, ()) for task in tasks})
    said.carry_out(by, world.project, done.tasks, told)


def _placed(
    changes: Changes, kind: Kind, world: World, wanted: Wanted, told: Iterable[Work], *, update: bool
) -> Imported:
    """Make or change a row's entity, and make the tasks that it must have at once."""
    place = kind.place(changes, world, wanted)
    there = world.at((place.entity_type_id, place.parent_id, wanted.name))
    if there is None:
        entity = _added(changes, kind, world, place, wanted)
    elif update or kind.complete:
        entity = world.once.take(there.id)
    else:
        return Imported(there)
    tasks = said.there(() if there is None else task_rows(entity))
    is_new = there is None
    said_of = told if is_new or update else ()
    missing = [one for one in _types_of(kind, world, entity, said_of, is_new=is_new) if one.id not in tasks]
    tasks |= _new_tasks(changes, world, entity, missing[:IN_ONE_COMMIT])
    if update and not is_new:
        entity = _changed(changes, kind, entity, place, wanted)
    return Imported(entity, tasks, is_new, waits=len(missing) > IN_ONE_COMMIT or (is_new and not tasks))


def _types_of(kind: Kind, world: World, entity: Entity, told: Iterable[Work], *, is_new: bool) -> list[TaskType]:
    """Return the types of which an entity must have tasks at once, first those of which something is said."""
    types = {one.task_type.id: one.task_type for one in told}
    if kind.complete or (is_new and types):
        types |= {one.id: one for one in _done_on(entity, world)}
    return list(types.values())


def _added(changes: Changes, kind: Kind, world: World, place: Place, wanted: Wanted) -> Entity:
    given = dict(wanted.values)
    body = NewEntity(name=wanted.name, description=given.pop("description", kind.description), data=wanted.data)
    given["nb_frames"] = rules.length(wanted.nb_frames, _frames(wanted), wanted.data) or kind.nb_frames
    new = creation.made(
        kind.name, place.entity_type_id, world.project.id, body, parent_id=place.parent_id, **given, **place.values
    )
    return creation.added(changes, new, **place.told)


def _frames(wanted: Wanted) -> dict[str, int]:
    return {name: wanted.data[name] for name in wanted.frames}


def _changed(changes: Changes, kind: Kind, old: Entity, place: Place, wanted: Wanted) -> Entity:
    """Change an entity to what a row says of it, and tell; what the sheet doesn't say stays."""
    data = (old.data if isinstance(old.data, dict) else {}) | wanted.data
    given = wanted.values | place.values
    nb_frames = rules.length(wanted.nb_frames, _frames(wanted), data)
    if nb_frames is not None:
        given["nb_frames"] = nb_frames
    new = changes.save(replace(old, data=data, **given))
    if new.ready_for != old.ready_for:
        asset_changed(changes, old, new)
    tell(changes, new, "update", **({"data": _told(new, given)} if kind.tells else {}))
    return new


def _told(entity: Entity, given: Values) -> Values:
    names = ("name", "project_id", "entity_type_id", "source_id", "data", *given)
    return {name: getattr(entity, name) for name in names}


def _done_on(entity: Entity, world: World) -> list[TaskType]:
    """Return the task types that the production has for an entity; an asset's type may have chosen among them."""
    entity_type = world.entity_types.get(entity.entity_type_id)
    return [
        one for one in world.task_types if entity_type is None or task_creation.in_workflow(one, entity, entity_type)
    ]


def _new_tasks(changes: Changes, world: World, entity: Entity, types: list[TaskType]) -> said.Tasks:
    """Make tasks of these types in the entity's commit."""
    if not types:
        return {}
    status = default_of(world.statuses, for_concept=False) or default_status(changes)
    return {one.id: said.Known(task_creation.add(changes, entity, one, status).id, status.id, ()) for one in types}
