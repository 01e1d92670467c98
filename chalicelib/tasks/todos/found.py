"""Finds what is somebody's own: the entities and types of their tasks, as far as the productions are open."""

from collections.abc import Iterable
from typing import Any

from chalicelib.access import Actor
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.entities.entities.views import plain
from chalicelib.store import gather
from chalicelib.tasks.people.found import Place, assigned_to
from chalicelib.tasks.tasks.around import with_parents
from chalicelib.tasks.tasks.places import open_productions
from chalicelib.tasks.tasks.records import Task, tasks
from chalicelib.tasks.types.records import TaskType, task_types

Values = dict[str, Any]


def own_places(by: Actor) -> list[Place]:
    """Return where somebody's tasks lie. Costs two trips."""
    places, productions = gather(lambda: assigned_to(by.id), lambda: open_productions(by))
    return [place for place in places if place.project_id in productions]


def own_tasks(by: Actor, entity: Entity) -> list[Task]:
    """Return somebody's tasks of an entity. Costs three trips."""
    ids = [place.task_id for place in own_places(by) if place.entity_id == entity.id]
    return list(tasks.many(ids).values())


def own_types(by: Actor, entity: Entity) -> list[TaskType]:
    """Return the types of somebody's tasks of an entity. Costs four trips."""
    return list(task_types.many({task.task_type_id for task in own_tasks(by, entity)}).values())


def own_below(by: Actor, parent: Entity, kind: str) -> list[Values]:
    """Return the entities of a kind in a sequence on which somebody has tasks. Costs three trips."""
    found = entities.many({place.entity_id for place in own_places(by) if place.project_id == parent.project_id})
    return shown(one for one in found.values() if one.type == kind and one.parent_id == parent.id)


def own_entities(by: Actor, project_id: str, kind: str) -> list[Entity]:
    """Return the entities of a kind in a production on which, or below which, somebody has tasks. Costs five trips."""
    around = with_parents(place.entity_id for place in own_places(by) if place.project_id == project_id)
    return [one for one in around.values() if one.type == kind]


def shown(found: Iterable[Entity]) -> list[Values]:
    """Return entities as lists show them, by name."""
    return [plain(one) for one in sorted(found, key=lambda one: one.name)]
