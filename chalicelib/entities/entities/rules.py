"""What is true of every entity: what its events are called, who may change what, and what a change keeps of it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, get_args

import msgspec

from chalicelib.access import CLIENT, SUPERVISOR, VENDOR, Actor
from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity, EntityVersion, Status
from chalicelib.errors import BreaksRule, Forbidden, NotFound, NotStored
from chalicelib.projects.descriptors.records import MetadataDescriptor

EVENTS = {"ConceptFolder": "concept-folder"}  # of the other kinds it is the kind in lower case
NOT_CHANGED = frozenset(
    {
        "id", "project_id", "created_by", "created_at", "updated_at", "type", "shotgun_id", "entities_in",
        "entities_out", "instance_casting", "nb_entities_out",
    }
)  # fmt: skip
STATUSES = get_args(Status)
FRAMES = ("frame_in", "frame_out")
PARENTS = {
    "Shot": "Sequence", "Scene": "Sequence", "Sequence": "Episode", "Edit": "Episode", "Concept": "ConceptFolder",
}  # fmt: skip
SOURCES = {"Asset": "Episode", "Shot": "Scene"}
COLUMN_KINDS = ("Asset", "Shot", "Edit")
FOLDED_AFTER_CHANGE = dt.timedelta(seconds=60)
FOLDED_AFTER_CREATION = dt.timedelta(minutes=5)


def event_of(kind: str) -> str:
    """Return what the events of a kind begin with: concept-folder."""
    return EVENTS.get(kind, kind.lower())


def id_key(kind: str) -> str:
    """Return how events name an entity of a kind: concept_folder_id."""
    return event_of(kind).replace("-", "_") + "_id"


def tell(changes: Changes, entity: Entity, what: str, **more: Any) -> None:
    """Note what happened to an entity: shot:update {shot_id}."""
    data: dict[str, Any] = {id_key(entity.type): entity.id} | more
    changes.tell(f"{event_of(entity.type)}:{what}", entity.project_id, **data)


def check_may_change(by: Actor, entity: Entity, values: dict[str, Any], columns: Iterable[MetadataDescriptor]) -> None:
    """Refuse what somebody may not change: a supervisor has the metadata only, one with departments only their columns.

    `columns` are those of the production. Raises Forbidden.
    """
    if manages_or_made(by, entity):
        return
    if by.role_in(entity.project_id) != SUPERVISOR or set(values) != {"data"}:
        raise Forbidden("only managers and its maker may change this")
    if not by.departments:
        return
    own = {
        column.field_name
        for column in columns
        if column.entity_type == entity.type and set(column.departments) & set(by.departments)
    }
    if entity.type not in COLUMN_KINDS or not set(values["data"] or {}) <= own:
        raise Forbidden("a supervisor changes the columns of their own departments")


def manages_or_made(by: Actor, entity: Entity) -> bool:
    """Return whether somebody manages the entity's production, or has made it and is still on the team."""
    on_team = by.on_team(entity.project_id)
    return by.manages(entity.project_id) or (on_team and entity.created_by == by.id)


def is_kept_from(by: Actor, entity: Entity) -> bool:
    """Return whether somebody may not see an entity for its kind: concepts are not for clients and vendors."""
    return entity.type == "Concept" and by.role_in(entity.project_id) in (CLIENT, VENDOR)


def check_place(entity: Entity, parent: Entity | None, source: Entity | None) -> None:
    """Refuse what an entity can't lie below or be made of. Raises NotStored."""
    for place, kinds, field in ((parent, PARENTS, "parent_id"), (source, SOURCES, "source_id")):
        wanted = kinds.get(entity.type)
        if place is None:
            continue
        if place.project_id != entity.project_id or place.id == entity.id or wanted not in (None, place.type):
            raise NotStored(f"{field}: must be {wanted or 'another entity'} of the same production")


def merged(before: Any, change: Any) -> Any:
    """Return metadata with what a change says of it; null is a value, what isn't named stays."""
    if change is None:
        return before
    if not isinstance(change, dict):
        raise BreaksRule("data: must be an object")
    return {**(before if isinstance(before, dict) else {}), **change}


def check_status(status: Any) -> None:
    """Refuse a status that is none. Raises BreaksRule."""
    if status not in STATUSES:
        raise BreaksRule(f"status: must be one of {', '.join(STATUSES)}")


def place_of_name(entity: Entity) -> tuple[str, str, str | None, str]:
    """Return what must be unique of an entity."""
    return entity.project_id, entity.entity_type_id, entity.parent_id, entity.name


def check_same_kind(kind: str, entity: Entity) -> None:
    """Refuse to make a shot of an asset. Raises BreaksRule."""
    if kind != entity.type:
        raise BreaksRule(f"entity_type_id: a {entity.type.lower()} stays one")


def makes_version(before: Entity, after: Entity) -> bool:
    """Return whether a change is one that a version is kept of: a shot's name or frames."""
    return before.type == "Shot" and (before.name != after.name or bool(_moved(before, after)))


def _moved(before: Entity, after: Entity) -> set[str]:
    return {name for name in FRAMES if _frame(before, name) != _frame(after, name)}


def version(changes: Changes, before: Entity, after: Entity, newest: EntityVersion | None) -> None:
    """Keep a version of a shot; what one person changes in a row is one version."""
    if newest is not None and newest.person_id == changes.by and _folds(changes, before, newest, _moved(before, after)):
        changes.save(msgspec.structs.replace(newest, data=after.data))
        return
    changes.add(
        EntityVersion(name=before.name, data=after.data, entity_id=before.id, person_id=changes.by), under=before
    )


def _folds(changes: Changes, before: Entity, newest: EntityVersion, moved: set[str]) -> bool:
    if changes.now - newest.updated_at > FOLDED_AFTER_CHANGE or changes.now - newest.created_at > FOLDED_AFTER_CREATION:
        return False
    if not moved:
        return True
    kept = newest.data if isinstance(newest.data, dict) else {}
    left_alone = [name for name in FRAMES if name not in moved]
    return newest.name == before.name and all(kept.get(name) == _frame(before, name) for name in left_alone)


def _frame(entity: Entity, name: str) -> Any:
    return entity.data.get(name) if isinstance(entity.data, dict) else None


def shown_version(version: EntityVersion, kind: str, hidden: frozenset[str]) -> dict[str, Any]:
    """Return a version as it is answered, less the metadata that the caller may not see; a shot's is a ShotVersion."""
    shown: dict[str, Any] = msgspec.to_builtins(version, builtin_types=(dt.datetime,))
    return shown | {"type": f"{kind}Version", "data": without(version.data, hidden)}


def without(data: Any, hidden: frozenset[str]) -> Any:
    """Return metadata less the columns that somebody may not see."""
    if not hidden or not isinstance(data, dict):
        return data
    return {name: value for name, value in data.items() if name not in hidden}


def belonging(entity: Entity | None, kind: str, project_id: str) -> Entity:
    """Return the entity if it is of this kind and production. Raises NotFound, as if it weren't there."""
    if entity is None or entity.type != kind or entity.project_id != project_id:
        raise NotFound(f"the production has no such {event_of(kind)}")
    return entity
