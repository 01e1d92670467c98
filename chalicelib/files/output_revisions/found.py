"""Reads what a revision of an output is made with, and what there is of that output already."""

from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.entities.instances.records import AssetInstance
from chalicelib.files.defaults import TO_REVIEW, found_or_made
from chalicelib.files.instance_files.found import in_place
from chalicelib.files.output_files.found import source_of
from chalicelib.files.output_files.records import of_entity
from chalicelib.files.output_revisions.bodies import NewOutput, NextRevision
from chalicelib.files.output_revisions.targets import Chosen, Target, Types
from chalicelib.files.output_types.records import output_types
from chalicelib.files.statuses.records import FileStatus, file_statuses
from chalicelib.people.persons.records import persons
from chalicelib.projects.projects.records import Project, projects
from chalicelib.store import gather
from chalicelib.tasks.types.records import task_types


def of_one_entity(entity: Entity, project: Project) -> Target:
    """Return an entity as what an output is made of. Costs one Query."""
    return Target(project, entity, entity, None, of_entity(project.id, entity.id))


def of_one_instance(instance: AssetInstance, temporal_entity_id: str) -> Target:
    """Return an instance in a shot or scene as what an output is made of. Raises NotFound. Costs two trips."""
    place, asset, project = gather(
        lambda: in_place(instance, temporal_entity_id),
        lambda: entities.get(instance.asset_id),
        lambda: projects.get(instance.production_id),
    )
    return Target(project, place.entity, asset, instance, place.files)


def types_of(body: NextRevision) -> Types:
    """Return the types that a body names. Raises NotFound. Costs one trip."""
    return Types(*gather(lambda: output_types.get(body.output_type_id), lambda: task_types.get(body.task_type_id)))


def chosen(changes: Changes, project: Project, body: NewOutput) -> Chosen:
    """Return what a client says of a new output; without a status it is to be reviewed.

    A source of another production counts as none. Raises NotFound for an unknown task type. Costs two trips.
    """
    (task_type, output_type), person, status, source = gather(
        lambda: (task_types.get(body.task_type_id), output_types.find(body.output_type_id)),
        lambda: persons.find(body.person_id or changes.by or ""),
        lambda: _status(changes, body.file_status_id),
        lambda: source_of(body.working_file_id),
    )
    own_source = source if source is not None and source.production_id == project.id else None
    return Chosen(task_type, output_type, person, status, own_source)


def _status(changes: Changes, file_status_id: str | None) -> FileStatus | None:
    if file_status_id:
        return file_statuses.find(file_status_id)
    status: FileStatus = found_or_made(changes, TO_REVIEW)
    return status
