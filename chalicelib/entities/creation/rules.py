"""What a new entity begins with, kind by kind."""

from typing import Any, get_args

from msgspec import UNSET
from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.entities.creation.bodies import NewEntity
from chalicelib.entities.entities.records import Entity, Status
from chalicelib.entities.entities.rules import tell
from chalicelib.entities.types.records import ASSET, EntityType
from chalicelib.errors import NotFound

WITH_EMPTY_DESCRIPTION = ("Asset", "Sequence", "Episode", "Edit")
STATUSES = get_args(Status)


def made(kind: str, entity_type_id: str, project_id: str, body: NewEntity, **more: Any) -> Entity:
    """Return a new entity of what a client sent; `more` are the fields that only its kind has."""
    data = {} if body.data is UNSET or (body.data is None and kind != "Asset") else body.data
    description = body.description
    if description is UNSET:
        description = "" if kind in WITH_EMPTY_DESCRIPTION else None
    return Entity(
        type=kind, name=body.name, description=description, data=data, project_id=project_id,
        entity_type_id=entity_type_id, **more,
    )  # fmt: skip


def added(changes: Changes, entity: Entity, **told: Any) -> Entity:
    """Keep a new entity, as the acting person's, and tell of it; `told` is what its event says besides."""
    own = changes.add(replace(entity, created_by=changes.by))
    tell(changes, own, "new", **told)
    return own


def status_of(text: str | None) -> str:
    """Return the status that a client named; one that is none counts as running."""
    return text if text is not None and text in STATUSES else "running"


def check_asset_type(entity_type: EntityType) -> None:
    """Refuse to make an asset of a built-in type. Raises NotFound."""
    if entity_type.kind != ASSET:
        raise NotFound(f"{entity_type.name} is no type of assets")


def drawn_for(concept: Entity, subjects: list[Entity]) -> Entity:
    """Return a concept that is drawn for these entities, all of its production. Raises NotFound."""
    if any(subject.project_id != concept.project_id for subject in subjects):
        raise NotFound("a concept is drawn for entities of its own production")
    return replace(concept, entity_concept_links=[subject.id for subject in subjects])
