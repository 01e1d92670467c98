"""Who may see a task, work on it and plan it; and what a client gets of it."""

import msgspec

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.entities.access import entity_access
from chalicelib.entities.entities.records import Entity
from chalicelib.projects.projects.records import Project
from chalicelib.tasks.boards.views import BLANK_FOR_CLIENTS
from chalicelib.tasks.statuses.records import TaskStatus
from chalicelib.tasks.tasks.records import Task
from chalicelib.tasks.types.records import TaskType

BLANK = BLANK_FOR_CLIENTS | {"assigner_id": None, "completion_rate": 0}
PLANNED = frozenset({"priority", "start_date", "due_date", "estimation", "difficulty", "data"})


def task_access(by: Actor, production: Production, task: Task, entity: Entity) -> bool:
    """Allow the production's team; of its vendors only those who have a task of the task's entity."""
    return task.entity_id == entity.id and entity_access(by, production, entity)


def task_action(by: Actor, production: Production, task: Task, entity: Entity, task_type: TaskType) -> bool:
    """Allow to comment on the task and to add previews to it.

    That is for the production's managers and clients, the supervisors of the type's department, those who are assigned,
    and who made the entity.
    """
    if by.supervises(production, task_type.department_id) or by.role_in(production) == access.CLIENT:
        return True
    return by.on_team(production) and (by.id in task.assignees or entity.created_by == by.id)


def task_planning(by: Actor, production: Production, task_type: TaskType) -> bool:
    """Allow the production's managers and the supervisors of the type's department; these not everything."""
    return by.supervises(production, task_type.department_id)


def status_access(by: Actor, project: Project, status: TaskStatus) -> bool:
    """Return whether somebody may give this status: artists and clients are limited, each by a flag of its own.

    What the production says for its clients counts more than what the studio says.
    """
    match by.role_in(project.id):
        case access.ARTIST:
            return status.is_artist_allowed
        case access.CLIENT:
            link = project.task_status_links.get(status.id)
            chosen = None if link is None else link.is_client_allowed
            return status.is_client_allowed if chosen is None else chosen
    return True


class SeenTask(Task, frozen=True, kw_only=True, tag="Task"):
    """A task as it is answered: to a client blank, with no `difficulty` at all. None is ever made."""

    difficulty: int | None = 3  # type: ignore[assignment]


def blanked(task: Task) -> Task:
    """Return a task as a client gets it: blank where it tells of people, plans and counts."""
    return msgspec.structs.replace(task, **BLANK)


def seen_by(by: Actor, task: Task) -> Task:
    """Return a task as somebody gets it."""
    return blanked(task) if by.role_in(task.project_id) == access.CLIENT else task
