"""The tasks of entities, with the names that tell what they are."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.entities.types.records import entity_types
from chalicelib.projects.projects.records import Project
from chalicelib.store import gather, reading
from chalicelib.tasks.access import seen_by
from chalicelib.tasks.creation.rules import types_beside
from chalicelib.tasks.statuses.records import task_statuses
from chalicelib.tasks.tasks.records import Task, tasks
from chalicelib.tasks.tasks.records import of_entities as tasks_of
from chalicelib.tasks.types.records import task_types
from chalicelib.web.filters import cut

Values = dict[str, Any]
HOLDING = ("Sequence", "Episode")
FEW = 50  # entities, of which the tasks are fetched one by one; those of more are read with all of their production


class Names(NamedTuple):
    """The names of types and statuses, by their ids."""

    task_types: dict[str, str]
    statuses: dict[str, str]
    entity_types: dict[str, str]


def of_entities(by: Actor, project: Project, found: Iterable[Entity], *, relations: bool) -> list[Values]:
    """Return the tasks of a production's entities with the names that tell what they are.

    Costs a trip for a few entities, the production's Query chain for more; and three Queries of names at once.
    """
    places = {entity.id: entity for entity in found}
    of_places, names = gather(lambda: _of_places(project.id, list(places)), names_of)
    # The contract gives a vendor the plain tasks of a sequence or an episode.
    bare = by.role_in(project.id) == access.VENDOR
    return [
        cut(seen_by(by, task), relations=relations, shown=None)
        | ({} if bare and place.type in HOLDING else _named(task, place, project, names))
        for task in of_places
        for place in [places[task.entity_id]]
    ]


def _of_places(project_id: str, ids: list[str]) -> list[Task]:
    if len(ids) <= FEW:
        return tasks_of(project_id, ids)
    wanted = set(ids)
    return [task for task in tasks.within(project_id) if task.entity_id in wanted]


def names_of() -> Names:
    """Return the names of all types and statuses. Costs three Queries at once."""
    types, statuses, kinds = gather(task_types.all, task_statuses.all, entity_types.all)
    return Names(
        {one.id: one.name for one in types}, {one.id: one.name for one in statuses}, {one.id: one.name for one in kinds}
    )


def _named(task: Task, entity: Entity, project: Project, names: Names) -> Values:
    return {
        "project_name": project.name, "task_type_name": names.task_types.get(task.task_type_id),
        "task_status_name": names.statuses.get(task.task_status_id or ""), "entity_name": entity.name,
        "entity_type_name": names.entity_types.get(entity.entity_type_id),
    }  # fmt: skip


def types_of(found: Iterable[Entity]) -> list[Values]:
    """Return the types of the tasks of entities, which were read in this request. Costs one trip."""
    rows = (reading.seen().get(entities.key(entity)) for entity in found)
    ids = {type_id for seen in rows if seen is not None for type_id in types_beside(seen.rows)}
    return [cut(one, relations=False, shown=None) for one in task_types.many(sorted(ids)).values()]
