"""Concepts in their folders."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from msgspec import Meta, Struct
from msgspec.structs import replace

from chalicelib import access
from chalicelib.changes import Changes
from chalicelib.entities import batches
from chalicelib.entities.entities.records import ConceptFolder, Entity, entities, named, of_kind
from chalicelib.entities.entities.rules import belonging, tell
from chalicelib.entities.entities.views import plain
from chalicelib.entities.ids import Id
from chalicelib.entities.types.records import id_of
from chalicelib.errors import BreaksRule
from chalicelib.projects.projects.records import Project
from chalicelib.web.routes import Routes

routes = Routes(__name__)

IN_ONE_COMMIT = 15


class Folder(Struct):
    """A folder's name."""

    name: Annotated[str, Meta(min_length=1, max_length=160)]


class Move(Struct):
    """Which concepts go into which folder; without one they go out of theirs."""

    concept_ids: list[Id]
    concept_folder_id: Id | None = None


@routes.get("/data/projects/{project_id}/concept-folders", allow=access.studio_team, shows=list[Entity])
def folders(project: Project) -> list[dict[str, Any]]:
    """A production's folders of concepts, by name."""
    return [plain(one) for one in sorted(of_kind(project.id, "ConceptFolder"), key=lambda one: one.name)]


@routes.post("/data/projects/{project_id}/concept-folders", allow=access.supervisor, shows=Entity)
def make(project: Project, body: Folder, changes: Changes) -> dict[str, Any]:
    """Make a folder; one of this name that is there is answered as it is."""
    type_id = id_of("ConceptFolder")
    there = named(project.id, type_id, None, body.name)
    if there is not None:
        return plain(there)
    folder = Entity(
        type="ConceptFolder", name=body.name, project_id=project.id, entity_type_id=type_id, created_by=changes.by
    )
    tell(changes, changes.add(folder), "new")
    return plain(folder)


@routes.put("/data/concept-folders/{entity_id}", allow=access.supervisor, shows=Entity)
def rename(entity: ConceptFolder, body: Folder, changes: Changes) -> dict[str, Any]:
    """Rename a folder."""
    holder = named(entity.project_id, entity.entity_type_id, entity.parent_id, body.name)
    if holder is not None and holder.id != entity.id:
        raise BreaksRule("name: another folder has this name")
    saved = changes.save(replace(entity, name=body.name))
    tell(changes, saved, "update")
    return plain(saved)


@routes.delete("/data/concept-folders/{entity_id}", allow=access.supervisor)
def remove(entity: ConceptFolder, changes: Changes) -> None:
    """Remove a folder; its concepts stay, outside of any."""
    inside = [concept for concept in of_kind(entity.project_id, "Concept") if concept.parent_id == entity.id]
    _move(changes, inside, None)
    changes.remove(entity)
    tell(changes, entity, "delete")


@routes.post("/actions/projects/{project_id}/move-concepts", allow=access.supervisor, status=200)
def move(project: Project, body: Move, changes: Changes) -> list[str]:
    """Move concepts into a folder or out of theirs, and answer which were moved; what is no concept here stays."""
    if body.concept_folder_id is not None:
        belonging(entities.find(body.concept_folder_id), "ConceptFolder", project.id)
    found = entities.many(body.concept_ids).values()
    own = [concept for concept in found if concept.type == "Concept" and concept.project_id == project.id]
    _move(changes, own, body.concept_folder_id)
    return [concept.id for concept in own]


def _move(changes: Changes, concepts: list[Entity], folder_id: str | None) -> None:
    """Move the concepts, part by part where they are many."""

    def part(some_changes: Changes, some: Sequence[Entity]) -> Iterable[None]:
        for concept in entities.many(concept.id for concept in some).values():
            tell(some_changes, some_changes.save(replace(concept, parent_id=folder_id)), "update")
        return ()

    batches.done(changes, concepts, IN_ONE_COMMIT, part)
