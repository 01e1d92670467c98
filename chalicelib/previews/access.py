"""Who may see a published file, say what they think of it, and change it."""

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.entities.access import entity_access
from chalicelib.entities.entities.records import Entity
from chalicelib.previews.files.records import PreviewFile
from chalicelib.tasks.tasks.records import Task
from chalicelib.tasks.types.records import TaskType


def file_access(by: Actor, production: Production, entity: Entity) -> bool:
    """Allow the production's team; of its vendors only those who have a task of the entity."""
    return entity_access(by, production, entity)


def shown_access(by: Actor, production: Production, preview_file: PreviewFile, entity: Entity) -> bool:
    """Allow also everybody but vendors to see the picture that stands for an asset which all productions share."""
    if entity_access(by, production, entity):
        return True
    shared = entity.is_shared and entity.preview_file_id == preview_file.id
    return shared and access.VENDOR not in (by.role, by.role_in(production))


def record_access(by: Actor, production: Production, task: Task) -> bool:
    """Allow the production's team; of its vendors only those who are assigned to the very task."""
    role = by.role_in(production)
    return role is not None and (role != access.VENDOR or by.id in task.assignees)


def record_change(by: Actor, production: Production, task: Task, task_type: TaskType) -> bool:
    """Allow the production's managers, the supervisors of the type's department, and those who are assigned."""
    assigned = by.on_team(production) and by.id in task.assignees
    return assigned or by.supervises(production, task_type.department_id)


def review(by: Actor, production: Production, task_type: TaskType) -> bool:
    """Allow to draw on a file: managers and clients of the production, and supervisors of the type's department."""
    return by.role_in(production) == access.CLIENT or by.supervises(production, task_type.department_id)


def choice(by: Actor, production: Production, entity: Entity) -> bool:
    """Allow to choose what stands for an entity: whoever may see the entity, but no client."""
    return by.role_in(production) != access.CLIENT and entity_access(by, production, entity)
