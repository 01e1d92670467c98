"""What is around tasks in lists of work: their productions, their entities and where these lie, types and statuses."""

from collections.abc import Iterable
from typing import NamedTuple

from chalicelib.access import Actor
from chalicelib.entities.access import hidden_from
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.entities.types.records import EntityType, entity_types
from chalicelib.projects.projects.records import Project
from chalicelib.store import each, gather
from chalicelib.tasks.statuses.records import TaskStatus, task_statuses
from chalicelib.tasks.tasks.records import Task
from chalicelib.tasks.types.records import TaskType, task_types


class Types(NamedTuple):
    """The studio's types and statuses, by their ids."""

    task_types: dict[str, TaskType]
    statuses: dict[str, TaskStatus]
    entity_types: dict[str, EntityType]

    def status_of(self, task: Task) -> TaskStatus | None:
        """Return a task's status, None where nobody has given it one yet."""
        return self.statuses.get(task.task_status_id or "")

    def is_done(self, task: Task) -> bool:
        """Return whether a task has reached a status that means done."""
        status = self.status_of(task)
        return status is not None and status.is_done


class Around(NamedTuple):
    """What tasks are shown with: types, productions, entities with their parents, and columns that are hidden."""

    types: Types
    projects: dict[str, Project]
    entities: dict[str, Entity]
    hidden: dict[str, frozenset[str]]


def types() -> Types:
    """Return all types and statuses. Costs three Queries at once."""
    kinds, statuses, of_entities = gather(task_types.all, task_statuses.all, entity_types.all)
    return Types(
        {one.id: one for one in kinds}, {one.id: one for one in statuses}, {one.id: one for one in of_entities}
    )


def with_parents(ids: Iterable[str]) -> dict[str, Entity]:
    """Return entities with their sequences and episodes, by id. Costs a trip for each level that is there."""
    found = entities.many(dict.fromkeys(ids))
    while missing := {one.parent_id for one in found.values() if one.parent_id and one.parent_id not in found}:
        above = entities.many(missing)
        if not above:
            break
        found |= above
    return found


def hidden_in(by: Actor, project_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the metadata columns that somebody may not see, by production. Costs a Query for each of a vendor's."""
    places = list(project_ids)
    return dict(zip(places, each(lambda place: hidden_from(by, place), places), strict=True))


def places_of(entity: Entity, found: dict[str, Entity]) -> tuple[Entity | None, Entity | None]:
    """Return the sequence and the episode in which an entity lies, as far as there are such."""
    parent = found.get(entity.parent_id or "")
    if parent is None:
        return None, None
    if parent.type == "Episode":
        return None, parent
    return parent, found.get(parent.parent_id or "")
