"""The operations that list the tasks of entities, and the types of these tasks."""

from collections.abc import Callable
from typing import Annotated, Any

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.entities.access import entity_access
from chalicelib.entities.entities.records import (
    Asset,
    Concept,
    Edit,
    Entity,
    Episode,
    Scene,
    Sequence,
    Shot,
    entities,
    sort_key,
)
from chalicelib.projects.projects.records import Project
from chalicelib.store import reading
from chalicelib.tasks.access import SeenTask, seen_by
from chalicelib.tasks.entities.found import of_entities, types_of
from chalicelib.tasks.entities.linked import linked_to
from chalicelib.tasks.entities.rules import assets_of, edits_of, shots_of
from chalicelib.tasks.tasks.records import of_entity
from chalicelib.tasks.types.records import TaskType
from chalicelib.web.filters import Query, cut, is_true
from chalicelib.web.queries import Relations
from chalicelib.web.routes import Allow, Routes

routes = Routes(__name__)

Values = dict[str, Any]
Choice = Callable[[Entity, list[Entity]], list[Entity]]

# What has tasks of its own, and who may see them.
KINDS: dict[str, tuple[Any, Allow]] = {
    "assets": (Asset, entity_access),
    "shots": (Shot, entity_access),
    "scenes": (Scene, entity_access),
    "edits": (Edit, entity_access),
    "concepts": (Concept, access.studio_team),
    "sequences": (Sequence, entity_access),
    "episodes": (Episode, entity_access),
}
# What lies in sequences and episodes, where it lies in their production, and which of it is theirs.
BELOW: dict[str, tuple[Any, str, str, Choice]] = {
    "/data/sequences/{entity_id}/shot-tasks": (Sequence, "Shot", "Shot", shots_of),
    "/data/episodes/{entity_id}/shot-tasks": (Episode, "Sequence", "Shot", shots_of),
    "/data/episodes/{entity_id}/asset-tasks": (Episode, "Asset", "Asset", assets_of),
    "/data/episodes/{entity_id}/edit-tasks": (Episode, "Edit", "Edit", edits_of),
}
TYPES_BELOW = {"sequences": "Shot", "episodes": "Sequence"}


def _own_tasks(kind: Any) -> Callable[..., list[Values]]:
    def tasks(entity: Any, project: Project, by: Actor, query: Annotated[Query, Relations]) -> list[Values]:
        return of_entities(by, project, [entity], relations=is_true(query, "relations"))

    return _of(kind, tasks)


def _own_types(kind: Any) -> Callable[..., list[Values]]:
    def task_types(entity: Any) -> list[Values]:
        return types_of([entity])

    return _of(kind, task_types)


def _tasks_below(kind: Any, first: str, last: str, choose: Choice) -> Callable[..., list[Values]]:
    def tasks_below(entity: Any, project: Project, by: Actor, query: Annotated[Query, Relations]) -> list[Values]:
        found = choose(entity, _chain(project.id, first, last))
        return of_entities(by, project, found, relations=is_true(query, "relations"))

    return _of(kind, tasks_below)


def _types_below(kind: Any, first: str) -> Callable[..., list[Values]]:
    def task_types_below(entity: Any) -> list[Values]:
        return types_of(shots_of(entity, _chain(entity.project_id, first, "Shot")))

    return _of(kind, task_types_below)


def _of(kind: Any, function: Callable[..., list[Values]]) -> Callable[..., list[Values]]:
    """Return the function as the operation of entities of one kind."""
    function.__annotations__["entity"] = kind
    function.__module__ = routes.module
    return function


def _chain(project_id: str, first: str, last: str) -> list[Entity]:
    """Return a production's entities of the kinds from first to last. Costs one Query chain."""
    items = reading.partition(entities.partition(project_id), sort_key(first), sort_key(last) + "\uffff")
    return [entities.record(item) for item in items]


for _plural, (_kind, _allow) in KINDS.items():
    routes.get(f"/data/{_plural}/{{entity_id}}/tasks", allow=_allow, shows=list[SeenTask])(_own_tasks(_kind))
    _types = _types_below(_kind, TYPES_BELOW[_plural]) if _plural in TYPES_BELOW else _own_types(_kind)
    routes.get(f"/data/{_plural}/{{entity_id}}/task-types", allow=_allow, shows=list[TaskType])(_types)
for _path, _below in BELOW.items():
    routes.get(_path, allow=access.team_but_vendors, shows=list[SeenTask])(_tasks_below(*_below))


@routes.get("/data/entities/{entity_id}/task-types/{task_type_id}/tasks", allow=entity_access, shows=list[SeenTask])
def of_type(entity: Entity, task_type_id: str, by: Actor) -> list[Values]:
    """The tasks of a type on an entity."""
    found = [one for one in of_entity(entity.project_id, entity.id) if one.task_type_id == task_type_id]
    return [cut(seen_by(by, one), relations=False, shown=None) for one in found]


@routes.get("/data/entities/{entity_id}/entities-linked/with-tasks", allow=access.studio_team, shows=list[Entity])
def linked(entity: Entity, project: Project) -> list[Values]:
    """The concepts that are drawn for an entity, with their tasks."""
    return linked_to(entity, project)
