"""Who may see and change an entity: its production's team, and of the vendors those who have a task of it."""

import msgspec

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.entities.entities.records import Entity, task_rows
from chalicelib.projects.descriptors.records import metadata_descriptors
from chalicelib.store import reading
from chalicelib.tasks.tasks.records import ROW_FIELDS

ASSIGNEES = ROW_FIELDS.index("assignees")


def assigned(by: Actor, entity: Entity) -> bool:
    """Return whether a task of the entity is the person's own. The entity was read in this request; costs no trip."""
    return any(by.id in row[ASSIGNEES] for row in task_rows(entity))


def entity_access(by: Actor, production: Production, entity: Entity) -> bool:
    """Allow the production's team; of its vendors only those who have a task of the entity."""
    role = by.role_in(production)
    return role is not None and (role != access.VENDOR or assigned(by, entity))


def creator_or_manager(by: Actor, production: Production, entity: Entity) -> bool:
    """Allow the production's managers, and on its team the person who made the entity."""
    return by.manages(production) or (by.on_team(production) and entity.created_by == by.id)


def assigned_entities(by: Actor, production: str) -> set[str]:
    """Return the ids of the production's entities of which the person has a task. Costs one Query."""
    places = (
        msgspec.json.decode(link.facts, type=list[str]) for link in reading.links(f"assigned#{by.id}") if link.facts
    )
    return {entity_id for project_id, entity_id in places if project_id == production}


def hidden_from(by: Actor, production: str) -> frozenset[str]:
    """Return the metadata columns that somebody may not see: a vendor those of other departments. Costs one Query."""
    if by.role_in(production) != access.VENDOR:
        return frozenset()
    return frozenset(
        column.field_name
        for column in metadata_descriptors.within(production)
        if column.departments and not set(column.departments) & set(by.departments)
    )
