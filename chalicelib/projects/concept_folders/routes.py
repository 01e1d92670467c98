"""The folders of a production's concepts."""

from typing import Annotated, Any

from msgspec import Meta, Struct

from chalicelib import access
from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity, named, of_kind
from chalicelib.entities.types.records import id_of
from chalicelib.projects.projects.records import Project
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes

routes = Routes(__name__)
PATH = "/data/projects/{project_id}/concept-folders"
KIND = "ConceptFolder"


class NewFolder(Struct):
    """What a folder is called."""

    name: Annotated[str, Meta(min_length=1, max_length=160)]


@routes.get(PATH, allow=access.studio_team)
def of_production(project: Project) -> list[dict[str, Any]]:
    """The production's folders, by name."""
    folders = sorted(of_kind(project.id, KIND), key=lambda folder: folder.name)
    return [cut(folder, relations=False, shown=None) for folder in folders]


@routes.post(PATH, allow=access.supervisor)
def make(project: Project, body: NewFolder, changes: Changes) -> dict[str, Any]:
    """Make a folder, or answer with the one of this name that is there."""
    type_id = id_of(KIND)
    folder = named(project.id, type_id, None, body.name)
    if folder is None:
        folder = changes.add(
            Entity(type=KIND, name=body.name, project_id=project.id, entity_type_id=type_id, created_by=changes.by)
        )
        changes.tell("concept-folder:new", project.id, concept_folder_id=folder.id)
    return cut(folder, relations=False, shown=None)
