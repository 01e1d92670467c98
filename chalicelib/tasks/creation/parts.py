"""Makes the tasks of many entities, a few in each commit; what is there already is passed over."""

from collections.abc import Iterable, Sequence

from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.errors import NotFound
from chalicelib.projects.projects.records import Project
from chalicelib.store import reading, work
from chalicelib.tasks.creation import rules
from chalicelib.tasks.statuses.records import TaskStatus
from chalicelib.tasks.statuses.usage import default_status
from chalicelib.tasks.tasks.records import Task
from chalicelib.tasks.types.records import TaskType

IN_ONE_COMMIT = 22  # record, address, name and the entity's row: 4 operations a task, beside 8 stamps and the events


def named(project: Project, ids: Iterable[str]) -> list[Entity]:
    """Return the production's own among these entities, in this order. Raises NotFound for one that isn't there."""
    ids = list(ids)
    found = entities.many(ids)
    missing = next((one for one in ids if one not in found), None)
    if missing is not None:
        raise NotFound(f"there is no entity {missing}")
    return [one for one in found.values() if one.project_id == project.id]


def made(
    by: Actor, wanted: Sequence[Entity], task_type: TaskType, *, for_concept: bool = False
) -> tuple[list[Task], TaskStatus]:
    """Make a task of the type for each of the entities that has none, and return them and their status."""
    status = work.run(lambda changes: default_status(changes, for_concept=for_concept), by.id)
    without = [entity.id for entity in wanted if task_type.id not in existing(entity)]
    tasks = work.in_parts(without, IN_ONE_COMMIT, lambda changes, ids: _add(changes, ids, task_type, status), by.id)
    return tasks, status


def existing(entity: Entity) -> set[str]:
    """Return the types of an entity's tasks. It was read in this request; costs no trip."""
    seen = reading.seen().get(entities.key(entity))
    return rules.types_beside(seen.rows if seen else None)


def _add(changes: Changes, ids: Sequence[str], task_type: TaskType, status: TaskStatus) -> list[Task]:
    found = entities.many(ids).values()
    return [rules.add(changes, entity, task_type, status) for entity in found if task_type.id not in existing(entity)]
