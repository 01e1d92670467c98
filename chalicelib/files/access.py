"""Who may see and change files: the production's team, and whoever works on what they belong to."""

from chalicelib.access import Actor, Production
from chalicelib.entities.access import assigned, entity_access
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.errors import Forbidden
from chalicelib.files.output_files.records import OutputFile
from chalicelib.tasks.access import task_action
from chalicelib.tasks.tasks.records import Task
from chalicelib.tasks.types.records import TaskType


def file_access(by: Actor, production: Production, entity: Entity | None) -> bool:
    """Allow the production's team; of its vendors only those who have a task of the file's entity.

    What belongs to no entity is seen by admins only.
    """
    return by.is_admin if entity is None else entity_access(by, production, entity)


def asset_team(by: Actor, asset: Entity) -> bool:
    """Allow the team of the production of an instance's asset."""
    return by.on_team(asset.project_id)


def asset_access(by: Actor, asset: Entity) -> bool:
    """Allow the team of the production of an instance's asset; of its vendors only those who have a task of it."""
    return entity_access(by, Production(asset.project_id), asset)


def working_file_change(
    by: Actor, production: Production, task: Task | None, entity: Entity | None, task_type: TaskType | None
) -> bool:
    """Allow those who may publish on the file's task; what belongs to no task is changed by admins only."""
    if by.is_admin or task is None or entity is None or task_type is None:
        return by.is_admin
    return task_action(by, production, task, entity, task_type)


def output_file_change(by: Actor, production: Production, output_file: OutputFile, entity: Entity | None) -> bool:
    """Allow the production's managers, and who has a task of where it was made: shot or scene, else its entity.

    Costs two trips for an instance's output and others than managers.
    """
    if by.manages(production):
        return True
    place = entities.find(output_file.temporal_entity_id) if output_file.temporal_entity_id else entity
    return place is not None and assigned(by, place)


def check_team(by: Actor, production_id: str) -> None:
    """Refuse those who are not on the team of a file's production. Raises Forbidden."""
    if not by.on_team(production_id):
        raise Forbidden("you may not see the files of this production")
