"""Making assets, shots, sequences, episodes, scenes, edits and concepts.

Whoever makes one of a name that is there gets the one that is there; only an asset's name is refused.
"""

from typing import Any

from chalicelib import access
from chalicelib.changes import Changes
from chalicelib.entities.creation import rules
from chalicelib.entities.creation.bodies import (
    NewAsset,
    NewConcept,
    NewEdit,
    NewEntity,
    NewEpisode,
    NewScene,
    NewSequence,
    NewShot,
)
from chalicelib.entities.entities.records import Entity, entities, named, of_kind
from chalicelib.entities.entities.rules import belonging
from chalicelib.entities.entities.views import plain
from chalicelib.entities.types.records import EntityType, id_of
from chalicelib.errors import NotFound
from chalicelib.projects.projects.records import Project
from chalicelib.store import gather
from chalicelib.web.routes import Routes

routes = Routes(__name__)


@routes.post("/data/projects/{project_id}/shots", allow=access.manager, body_first=True, shows=Entity)
def shot(project: Project, body: NewShot, changes: Changes) -> dict[str, Any]:
    """Make a shot."""
    type_id, sequence = _type_and_parent(project, "Shot", "Sequence", body.sequence_id)
    new = rules.made("Shot", type_id, project.id, body, parent_id=body.sequence_id, nb_frames=body.nb_frames)
    return plain(_got_or_made(changes, new, episode_id=sequence and sequence.parent_id))


@routes.post("/data/projects/{project_id}/sequences", allow=access.manager, body_first=True, shows=Entity)
def sequence(project: Project, body: NewSequence, changes: Changes) -> dict[str, Any]:
    """Make a sequence."""
    return plain(_got_or_made(changes, _below(project, "Sequence", "Episode", body, body.episode_id)))


@routes.post("/data/projects/{project_id}/episodes", allow=access.manager, body_first=True, shows=Entity)
def episode(project: Project, body: NewEpisode, changes: Changes) -> dict[str, Any]:
    """Make an episode."""
    new = rules.made("Episode", id_of("Episode"), project.id, body, status=rules.status_of(body.status))
    return plain(_got_or_made(changes, new))


@routes.post("/data/projects/{project_id}/scenes", allow=access.manager, body_first=True, shows=Entity)
def scene(project: Project, body: NewScene, changes: Changes) -> dict[str, Any]:
    """Make a scene."""
    return plain(_got_or_made(changes, _below(project, "Scene", "Sequence", body, body.sequence_id)))


@routes.post("/data/projects/{project_id}/edits", allow=access.manager, body_first=True, shows=Entity)
def edit(project: Project, body: NewEdit, changes: Changes) -> dict[str, Any]:
    """Make an edit."""
    new = _below(project, "Edit", "Episode", body, body.episode_id)
    return plain(_got_or_made(changes, new, parent_id=new.parent_id))


@routes.post("/data/projects/{project_id}/concepts", allow=access.studio_team, body_first=True, shows=Entity)
def concept(project: Project, body: NewConcept, changes: Changes) -> dict[str, Any]:
    """Make a concept; its name counts in all folders."""
    new = _below(project, "Concept", "ConceptFolder", body, body.parent_id)
    there, drawn_for = gather(
        lambda: of_kind(project.id, "Concept"),
        lambda: _entities([one.id for one in body.entity_concept_links or []]),
    )
    same = next((one for one in there if one.name == body.name), None)
    return plain(same or rules.added(changes, rules.drawn_for(new, drawn_for)))


@routes.post(
    "/data/projects/{project_id}/asset-types/{asset_type_id}/assets/new",
    allow=access.manager,
    body_first=True,
    shows=Entity,
)
def asset(project: Project, asset_type: EntityType, body: NewAsset, changes: Changes) -> dict[str, Any]:
    """Make an asset."""
    rules.check_asset_type(asset_type)
    if body.episode_id is not None:
        belonging(entities.find(body.episode_id), "Episode", project.id)
    new = rules.made(
        "Asset", asset_type.id, project.id, body, source_id=body.episode_id, is_shared=body.is_shared
    )  # fmt: skip
    return plain(rules.added(changes, new, asset_type=asset_type.id))


def _type_and_parent(project: Project, kind: str, parent_kind: str, parent_id: str | None) -> tuple[str, Entity | None]:
    """Return the id of a kind's type, and the parent that a client named. Raises NotFound. Costs at most two trips."""
    type_id, parent = gather(lambda: id_of(kind), lambda: entities.find(parent_id) if parent_id else None)
    if parent_id is not None:
        belonging(parent, parent_kind, project.id)
    return type_id, parent


def _below(project: Project, kind: str, parent_kind: str, body: NewEntity, parent_id: str | None) -> Entity:
    type_id, _ = _type_and_parent(project, kind, parent_kind, parent_id)
    return rules.made(kind, type_id, project.id, body, parent_id=parent_id)


def _got_or_made(changes: Changes, new: Entity, **told: Any) -> Entity:
    """Return the entity of this name that is there, unchanged; or keep the new one."""
    there = named(new.project_id, new.entity_type_id, new.parent_id, new.name)
    return there or rules.added(changes, new, **told)


def _entities(ids: list[str]) -> list[Entity]:
    """Return the entities of these ids. Raises NotFound for one that isn't there."""
    found = entities.many(ids)
    if len(found) < len(set(ids)):
        raise NotFound("there is no such entity to draw a concept for")
    return list(found.values())
