"""The plain operations of entities of every kind."""

from typing import Annotated, Any

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.changes import Changes
from chalicelib.entities.access import creator_or_manager, entity_access, hidden_from
from chalicelib.entities.entities import rules
from chalicelib.entities.entities.found import listed
from chalicelib.entities.entities.hooks import changed_entity, changed_shot, created_entity, removed_entity
from chalicelib.entities.entities.records import Edit, Entity, EntityVersion, Shot, Status, entity_versions
from chalicelib.entities.entities.views import plain, whole
from chalicelib.entities.ids import Id
from chalicelib.store import gather
from chalicelib.store.records import NonEmpty, fields_of
from chalicelib.web.answers import list_of, paged, part_of
from chalicelib.web.filters import Query, cut, is_true
from chalicelib.web.queries import Fields, Page, Relations, WithoutRelations
from chalicelib.web.routes import Routes

routes = Routes(__name__)
VERSION = part_of(EntityVersion, fields_of(EntityVersion), "NamedVersion", type=str)


def may_read(by: Actor, production: Production, entity: Entity) -> bool:
    """Allow those who may see an entity; clients and vendors see no concepts."""
    return entity_access(by, production, entity) and not rules.is_kept_from(by, entity)


def may_change(by: Actor, production: Production, entity: Entity) -> bool:
    """Allow managers, the entity's maker, and supervisors, who may not change everything."""
    return access.supervisor(by, production) or creator_or_manager(by, production, entity)


@routes.get("/data/entities", allow=access.signed_in, shows=paged(Entity))
def every(by: Actor, query: Annotated[Query, Entity, Relations, Fields, Page]) -> Any:
    """The entities of the open productions that the caller is on; a vendor's are those with a task of theirs."""
    return listed(by, query)


@routes.post("/data/entities", allow=access.signed_in, shows=Entity)
def create(body: Any, by: Actor, changes: Changes) -> dict[str, Any]:
    """Make an entity of any kind; the production that the body names judges who may."""
    entity = created_entity(changes, by, body)
    shown = cut(entity, relations=True, shown=None)
    return shown | {"entities_out": [], "entities_in": [], "instance_casting": [], "type": "Entity"}


@routes.get("/data/entities/{entity_id}", allow=may_read, malformed=400, shows=Entity)
def one(entity: Entity, by: Actor, query: Annotated[Query, WithoutRelations]) -> dict[str, Any]:
    """One entity, with its relations unless they are not wanted."""
    hidden = hidden_from(by, entity.project_id)
    return whole(entity, hidden) if is_true(query, "relations", True) else plain(entity, hidden)


@routes.put("/data/entities/{entity_id}", allow=may_change, malformed=400, shows=Entity)
def change(entity: Entity, body: Any, by: Actor, changes: Changes) -> dict[str, Any]:
    """Change an entity; its metadata is merged key by key."""
    return whole(changed_entity(changes, by, entity, body))


@routes.delete("/data/entities/{entity_id}", allow=creator_or_manager, malformed=400)
def remove(entity: Entity, changes: Changes) -> None:
    """Remove an entity on which nothing depends, and its casting with it."""
    removed_entity(changes, entity)


class ShotChange(msgspec.Struct):
    """What may be changed of a shot; what is left out stays, and `data` is replaced as a whole."""

    name: NonEmpty | UnsetType = UNSET
    description: str | UnsetType | None = UNSET
    nb_frames: int | UnsetType | None = UNSET
    data: dict[str, Any] | UnsetType | None = UNSET
    parent_id: Id | UnsetType | None = UNSET
    canceled: bool | UnsetType = UNSET
    status: Status | UnsetType = UNSET
    is_casting_standby: bool | UnsetType = UNSET


@routes.put("/data/shots/{entity_id}", allow=access.manager, shows=Entity)
def change_shot(entity: Shot, body: ShotChange, changes: Changes) -> dict[str, Any]:
    """Change a shot; its metadata is replaced. The contract calls the answer just an entity."""
    given = {name: value for name in body.__struct_fields__ if (value := getattr(body, name)) is not UNSET}
    return plain(changed_shot(changes, entity, given), type="Entity")


@routes.get("/data/shots/{entity_id}/versions", allow=entity_access, shows=list_of(VERSION))
def shot_versions(entity: Shot, by: Actor) -> list[dict[str, Any]]:
    """What a shot was, the newest first."""
    return _versions(entity, by)


@routes.get("/data/edits/{entity_id}/versions", allow=entity_access, shows=list_of(VERSION))
def edit_versions(entity: Edit, by: Actor) -> list[dict[str, Any]]:
    """What an edit was, the newest first."""
    return _versions(entity, by)


def _versions(entity: Entity, by: Actor) -> list[dict[str, Any]]:
    versions, hidden = gather(lambda: entity_versions.within(entity.id), lambda: hidden_from(by, entity.project_id))
    return [rules.shown_version(one, entity.type, hidden) for one in reversed(versions)]
