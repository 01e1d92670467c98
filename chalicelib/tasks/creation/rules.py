"""What is true when many tasks are made at once: for which entities, of which types, and what is there already."""

from collections.abc import Iterable
from typing import Any

import msgspec

from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity
from chalicelib.entities.types.records import ASSET, EntityType
from chalicelib.errors import BreaksRule
from chalicelib.projects.projects.records import Project
from chalicelib.store.ids import well_formed
from chalicelib.tasks.statuses.records import TaskStatus
from chalicelib.tasks.tasks.records import ROW_FIELDS, Task
from chalicelib.tasks.types.records import TaskType

TYPE = ROW_FIELDS.index("task_type_id")


def ids_sent(body: Any) -> list[str]:
    """Return the ids that a body lists; none means all. Raises BreaksRule for anything else than a list of ids."""
    if body is None or body in ([], {}):
        return []
    if not isinstance(body, list) or not all(well_formed(one) for one in body):
        raise BreaksRule("the body must be a list of ids")
    return [*dict.fromkeys(body)]


def types_beside(rows: str | None) -> set[str]:
    """Return the types of the tasks that an entity has already, from the rows that are kept beside it."""
    return {row[TYPE] for row in msgspec.json.decode(rows or "[]", type=list[list[Any]])}


def in_workflow(task_type: TaskType, entity: Entity, entity_type: EntityType) -> bool:
    """Return whether work of this type is done on the entity: an asset type may have chosen what is done on it."""
    if task_type.for_entity != entity.type:
        return False
    return entity.type != ASSET or not entity_type.task_types or task_type.id in entity_type.task_types


def wanted_types(
    named: list[TaskType], of_project: Iterable[TaskType], entity: Entity, entity_type: EntityType, project: Project
) -> list[TaskType]:
    """Return the types of which an entity gets tasks: those that are named, or all that its production has for it.

    Raises BreaksRule for a named one that isn't done on such entities there.
    """
    for one in named:
        if one.id not in project.task_types or not in_workflow(one, entity, entity_type):
            raise BreaksRule(f"task_type_ids: {one.name} is not done on {entity.name}")
    return named or [one for one in of_project if in_workflow(one, entity, entity_type)]


def add(changes: Changes, entity: Entity, task_type: TaskType, status: TaskStatus) -> Task:
    """Make a task that nobody is assigned to yet, and tell."""
    task = Task(
        project_id=entity.project_id,
        entity_id=entity.id,
        task_type_id=task_type.id,
        task_status_id=status.id,
        assigner_id=changes.by,
    )
    changes.tell("task:new", entity.project_id, task_id=task.id)
    return changes.add(task, under=entity)


def names_of(task_type: TaskType, status: TaskStatus) -> dict[str, Any]:
    """Return what an answer says of a new task's type and status."""
    return {
        "task_status_name": status.name, "task_status_short_name": status.short_name,
        "task_status_color": status.color, "task_type_name": task_type.name, "task_type_color": task_type.color,
        "task_type_priority": task_type.priority,
    }  # fmt: skip
