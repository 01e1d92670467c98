"""Makes, changes and removes entities by the plain operations: reads what the rules need, and applies them."""

from typing import Any

from msgspec.structs import replace

from chalicelib import access
from chalicelib.access import SUPERVISOR, Actor
from chalicelib.changes import Changes
from chalicelib.entities.casting.readiness import asset_changed
from chalicelib.entities.casting.records import around
from chalicelib.entities.entities import rules
from chalicelib.entities.entities.records import Entity, entities, entity_versions, named, task_rows
from chalicelib.entities.types.records import ASSET, EntityType, entity_types
from chalicelib.errors import BreaksRule, Forbidden, NotFound, NotJson, NotStored, Refused, StillUsed
from chalicelib.projects.descriptors.records import metadata_descriptors
from chalicelib.projects.projects.records import projects
from chalicelib.store import gather
from chalicelib.store.ids import well_formed
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, Plain, Values, table
from chalicelib.web.table import change as table_change
from chalicelib.web.table import create as table_create


def _type_of(values: Values) -> EntityType | None:
    type_id = values.get("entity_type_id")
    return entity_types.find(type_id) if isinstance(type_id, str) and well_formed(type_id) else None


def _prepare(_changes: Changes, by: Actor, values: Values, old: Entity | None) -> Values:
    if "status" in values:
        rules.check_status(values["status"])
    if old is None:
        entity_type = _type_of(values)
        # Without a good type the table refuses the body itself; the kind of such an entity doesn't matter.
        return values | {"type": entity_type.kind if entity_type else ASSET, "created_by": by.id}
    given = {name: value for name, value in values.items() if name not in rules.NOT_CHANGED}
    if given.get("source_id") == "null":
        given["source_id"] = None
    columns = []
    if by.role_in(old.project_id) == SUPERVISOR and by.departments:
        columns = metadata_descriptors.within(old.project_id)
    rules.check_may_change(by, old, given, columns)
    if "data" in given:
        given["data"] = rules.merged(old.data, given["data"])
    return given


def _added(_changes: Changes, _by: Actor, entity: Entity) -> Entity:
    _check_places(entity, entity.parent_id, entity.source_id)
    _check_subjects(entity)
    return entity


def _changed(changes: Changes, _by: Actor, old: Entity, new: Entity) -> Entity:
    _check_places(
        new,
        new.parent_id if new.parent_id != old.parent_id else None,
        new.source_id if new.source_id != old.source_id else None,
    )
    if new.entity_concept_links != old.entity_concept_links:
        _check_subjects(new)
    if new.entity_type_id != old.entity_type_id:
        rules.check_same_kind(entity_types.get(new.entity_type_id).kind, old)
    if rules.place_of_name(new) != rules.place_of_name(old):
        _check_free(new)
    if rules.makes_version(old, new):
        rules.version(changes, old, new, next(iter(entity_versions.newest(old.id, 1)), None))
    if new.type == ASSET:
        asset_changed(changes, old, new)
    return new


def _check_places(entity: Entity, parent_id: str | None, source_id: str | None) -> None:
    """Refuse a parent or source that doesn't fit. Costs two trips, none without one."""
    found = entities.many(one for one in (parent_id, source_id) if one is not None)
    rules.check_place(entity, found.get(parent_id or ""), found.get(source_id or ""))


def _check_subjects(concept: Entity) -> None:
    """Refuse to draw a concept for another production. Costs two trips, none without subjects."""
    subjects = entities.many(concept.entity_concept_links).values()
    if any(subject.project_id != concept.project_id for subject in subjects):
        raise NotStored("entity_concept_links: must be of the same production")


def _check_free(entity: Entity) -> None:
    holder = named(entity.project_id, entity.entity_type_id, entity.parent_id, entity.name)
    if holder is not None and holder.id != entity.id:
        raise BreaksRule("name: another one has this name there")


# The five operations are in routes.py, because each differs; they share what a plain table checks, writes and tells.
PLAIN = table(
    Routes(__name__), "/data/entities", entities, read=access.signed_in, write=access.signed_in,
    hooks=Hooks(prepare=_prepare, added=_added, changed=_changed),
    without=("list", "create", "get", "change", "delete"),
)  # fmt: skip


def _plain(kind: str) -> Plain:
    return PLAIN._replace(event=rules.event_of(kind))


def created_entity(changes: Changes, by: Actor, body: Any) -> Entity:
    """Make an entity of a body's values. Raises Forbidden, NotFound, NotStored, Taken."""
    if not isinstance(body, dict):
        raise NotJson("the body must be a JSON object")
    _check_manages(by, body.get("project_id"))
    entity_type = _type_of(body)
    made: Entity = table_create(_plain(entity_type.kind if entity_type else ASSET), changes, by, body)
    return made


def _check_manages(by: Actor, project_id: Any) -> None:
    if by.is_admin or (isinstance(project_id, str) and by.manages(project_id)):
        return
    if well_formed(project_id) and projects.find(project_id) is None:
        raise NotFound(f"there is no project {project_id}")
    raise Forbidden("only a manager of the production may do this")


def changed_entity(changes: Changes, by: Actor, entity: Entity, body: Any) -> Entity:
    """Change an entity to a body's values. Raises Forbidden, BreaksRule, Refused for a value that can't be kept."""
    try:
        changed: Entity = table_change(_plain(entity.type), changes, by, entity, body)
    except NotStored as misfit:
        raise Refused(str(misfit)) from None
    return changed


def changed_shot(changes: Changes, shot: Entity, given: dict[str, Any]) -> Entity:
    """Change a shot to what is given. Raises NotFound for a sequence of another production, BreaksRule."""
    new = replace(shot, **given)
    if new.parent_id is not None and new.parent_id != shot.parent_id:
        rules.belonging(entities.find(new.parent_id), "Sequence", shot.project_id)
    if rules.place_of_name(new) != rules.place_of_name(shot):
        _check_free(new)
    saved = changes.save(new)
    rules.tell(changes, saved, "update")
    return saved


def removed_entity(changes: Changes, entity: Entity) -> None:
    """Remove an entity and its casting. Raises StillUsed while tasks, versions or children refer to it."""
    versions, production, links = gather(
        lambda: entity_versions.newest(entity.id, 1),
        lambda: entities.within(entity.project_id),
        lambda: around(entity.project_id, entity.id),
    )
    children = any(entity.id in (one.parent_id, one.source_id) for one in production)
    if versions or children or task_rows(entity):
        raise StillUsed("tasks, versions or other entities refer to it")
    if entity.type == ASSET:
        asset_changed(changes, entity, None)
    for link in links:
        changes.remove(link)
    changes.remove(entity)
    rules.tell(changes, entity, "delete")
