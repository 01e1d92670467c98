"""Entities: everything that work is tracked on; assets, shots, sequences, episodes, scenes, edits, concepts."""

from typing import Annotated, Any, ClassVar, Literal

import msgspec

from chalicelib.refs import EntityId, EntityTypeId, PersonId, PreviewFileId, ProjectId, TaskTypeId
from chalicelib.store import Collection, Record, Stamp, Unique, reading
from chalicelib.store.records import Json, Only, Text160

Status = Literal["standby", "running", "complete", "canceled"]


class Entity(Record, frozen=True, kw_only=True, tag=False, tag_field=None):
    """One entity; `type` says what it is, by the name of its built-in type or Asset.

    `parent_id` is a shot's or scene's sequence, a sequence's or edit's episode, a concept's folder. `source_id` is an
    asset's main episode, or the scene that a shot was made of. `nb_frames` is a length in frames. `nb_entities_out`
    counts the live assets cast in it. `ready_for` is the task type that an asset is ready for.
    """

    RELATIONS: ClassVar = ("entity_concept_links",)

    type: str
    name: Text160
    code: Text160 | None = None
    description: str | None = None
    shotgun_id: int | None = None
    canceled: bool = False
    nb_frames: int | None = None
    nb_entities_out: int = 0
    is_casting_standby: bool = False
    is_shared: bool = False
    status: Status = "running"
    project_id: ProjectId
    entity_type_id: EntityTypeId
    parent_id: EntityId | None = None
    source_id: EntityId | None = None
    preview_file_id: PreviewFileId | None = None
    data: Json = None
    ready_for: TaskTypeId | None = None
    created_by: PersonId | None = None
    entity_concept_links: list[EntityId] = []


def sort_key(kind: str, entity_id: str = "") -> str:
    """Return where an entity lies in its production's partition.

    A board of shots is one Query from Episode# to Shot#, so scenes lie elsewhere: nothing else may sort between those.
    """
    return f"{'Zone' if kind == 'Scene' else kind}#{entity_id}"


def unique_value(project_id: str, entity_type_id: str, parent_id: str | None, name: str) -> str:
    """Return what must be unique of an entity: its name among its type's, below its parent."""
    return f"{project_id}#{entity_type_id}#{parent_id or ''}#{name}"


entities = Collection(
    Entity,
    within="project_id",
    sort=lambda e: sort_key(e.type, e.id),
    unique=[
        Unique(
            "name",
            lambda e: unique_value(e.project_id, e.entity_type_id, e.parent_id, e.name),
            "name: another one has this name there",
        )
    ],
    stamps=lambda e: [Stamp(e.project_id, e.id)],
)


class EntityVersion(Record, frozen=True, kw_only=True):
    """What a shot was called before somebody changed it, and its metadata after that change."""

    name: Text160
    data: Json = None
    entity_id: EntityId
    person_id: PersonId | None = None


entity_versions = Collection(EntityVersion, within="entity_id")


def of_kind(project_id: str, kind: str) -> list[Entity]:
    """Return a production's entities of a kind, in the order of their creation. Costs one Query chain."""
    return entities.within(project_id, sort_key(kind))


def of_kinds(project_id: str, first: str, last: str) -> list[Entity]:
    """Return a production's entities of the kinds from `first` to `last`, in this order. Costs one Query chain."""
    found = reading.partition(entities.partition(project_id), sort_key(first), sort_key(last) + "\uffff")
    return [entities.record(item) for item in found]


def type_in_use(project_id: str, entity_type_id: str) -> bool:
    """Return whether a production has entities of a type. Costs one Query chain."""
    return any(entity.entity_type_id == entity_type_id for entity in entities.within(project_id))


def named(project_id: str, entity_type_id: str, parent_id: str | None, name: str) -> Entity | None:
    """Return the entity of this name below its parent, None if there is none. Costs three trips."""
    return entities.held("name", unique_value(project_id, entity_type_id, parent_id, name))


def task_rows(entity: Entity) -> list[list[Any]]:
    """Return the rows of an entity's tasks as they are kept beside it. It was read in this request; costs no trip."""
    seen = reading.seen().get(entities.key(entity))
    return rows_of(seen.rows) if seen and seen.rows else []


rows_of = msgspec.json.Decoder(list[list[Any]]).decode

Shot = Annotated[Entity, Only(lambda e: e.type == "Shot")]
Asset = Annotated[Entity, Only(lambda e: e.type == "Asset")]
Sequence = Annotated[Entity, Only(lambda e: e.type == "Sequence")]
Episode = Annotated[Entity, Only(lambda e: e.type == "Episode")]
Scene = Annotated[Entity, Only(lambda e: e.type == "Scene")]
Edit = Annotated[Entity, Only(lambda e: e.type == "Edit")]
Concept = Annotated[Entity, Only(lambda e: e.type == "Concept")]
ConceptFolder = Annotated[Entity, Only(lambda e: e.type == "ConceptFolder")]
