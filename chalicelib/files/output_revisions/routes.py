"""Operations that say where outputs lie, what their next revision is, and make new ones."""

from typing import Any

from msgspec import Struct

from chalicelib import access
from chalicelib.changes import Changes
from chalicelib.entities.access import entity_access
from chalicelib.entities.entities.records import Entity
from chalicelib.entities.instances.records import AssetInstance
from chalicelib.files.access import asset_access, asset_team
from chalicelib.files.output_files.records import OutputFile
from chalicelib.files.output_revisions import making
from chalicelib.files.output_revisions.bodies import NewOutput, NextRevision, OutputPath
from chalicelib.files.output_revisions.found import of_one_entity, of_one_instance
from chalicelib.projects.projects.records import Project
from chalicelib.web.body import Sent
from chalicelib.web.routes import Routes

routes = Routes(__name__)
OF_ENTITY = "/data/entities/{entity_id}"
OF_INSTANCE = "/data/asset-instances/{asset_instance_id}/entities/{temporal_entity_id}"


class Place(Struct):
    """Where a file lies, and its name."""

    folder_path: str
    file_name: str


@routes.post(f"{OF_ENTITY}/output-files/next-revision", allow=access.team, status=200)
def next_of_entity(entity: Entity, project: Project, body: NextRevision) -> dict[str, int]:
    """The number of the next revision of an entity's output."""
    return making.next_revision(of_one_entity(entity, project), body)


@routes.post(f"{OF_ENTITY}/output-file-path", allow=entity_access, status=200, shows=Place)
def path_of_entity(entity: Entity, project: Project, body: OutputPath, sent: Sent, changes: Changes) -> Any:
    """Where a revision of an entity's output lies, and its name."""
    return making.path(changes, of_one_entity(entity, project), body, sent.values)


@routes.post(f"{OF_ENTITY}/output-files/new", allow=access.team, shows=OutputFile)
def make_of_entity(entity: Entity, project: Project, body: NewOutput, changes: Changes) -> dict[str, Any]:
    """Make a new revision of an entity's output."""
    return making.new(changes, of_one_entity(entity, project), body)


@routes.post(f"{OF_INSTANCE}/output-files/next-revision", allow=asset_team, status=200)
def next_of_instance(asset_instance: AssetInstance, temporal_entity_id: str, body: NextRevision) -> dict[str, int]:
    """The number of the next revision of what is made of an instance in a shot or scene."""
    return making.next_revision(of_one_instance(asset_instance, temporal_entity_id), body)


@routes.post(f"{OF_INSTANCE}/output-file-path", allow=asset_access, status=200, shows=Place)
def path_of_instance(
    asset_instance: AssetInstance, temporal_entity_id: str, body: OutputPath, sent: Sent, changes: Changes
) -> Any:
    """Where a revision of what is made of an instance in a shot or scene lies, and its name."""
    return making.path(changes, of_one_instance(asset_instance, temporal_entity_id), body, sent.values)


@routes.post(f"{OF_INSTANCE}/output-files/new", allow=asset_team, shows=OutputFile)
def make_of_instance(
    asset_instance: AssetInstance, temporal_entity_id: str, body: NewOutput, changes: Changes
) -> dict[str, Any]:
    """Make a new revision of what is made of an instance in a shot or scene."""
    return making.new(changes, of_one_instance(asset_instance, temporal_entity_id), body)
