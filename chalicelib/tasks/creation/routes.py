"""The operations that make many tasks at once."""

from collections.abc import Callable
from typing import Annotated, Any

import msgspec

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity, of_kind
from chalicelib.entities.types.records import EntityType, entity_types
from chalicelib.errors import NotFound
from chalicelib.projects.projects.records import Project
from chalicelib.refs import EntityId
from chalicelib.store import gather
from chalicelib.tasks.creation import rules
from chalicelib.tasks.creation.parts import existing, made, named
from chalicelib.tasks.statuses.usage import default_status
from chalicelib.tasks.tasks.records import Task
from chalicelib.tasks.types.records import TaskType, task_types
from chalicelib.web import filters
from chalicelib.web.filters import Query
from chalicelib.web.routes import Routes

routes = Routes(__name__)

Values = dict[str, Any]
KINDS = {"assets": "Asset", "shots": "Shot", "edits": "Edit"}


class TypesOf(msgspec.Struct):
    """The types of which an entity gets tasks; none means all that its production has for it."""

    task_type_ids: list[str] = []


class OfEpisode(msgspec.Struct):
    """The episode whose own entities get tasks."""

    episode_id: EntityId | None = None


def _of_kind(kind: str) -> Callable[..., list[Values]]:
    def answer(project: Project, task_type: TaskType, body: Any, by: Actor) -> list[Values]:
        ids = rules.ids_sent(body)
        found = named(project, ids) if ids else _on_boards(of_kind(project.id, kind))
        wanted = [one for one in found if one.type == kind]
        return _made(by, wanted, task_type, for_concept=kind == "Concept")

    answer.__doc__ = f"Make a task of the type for each {kind.lower()} that has none, or for those that are named."
    answer.__name__ = f"of_{kind.lower()}s"
    answer.__module__ = routes.module
    return answer


def _on_boards(found: list[Entity]) -> list[Entity]:
    """Return those that boards show: a shot that lies in no sequence is on none."""
    return [one for one in found if one.type != "Shot" or one.parent_id is not None]


for _plural, _kind in KINDS.items():
    _path = f"/actions/projects/{{project_id}}/task-types/{{task_type_id}}/{_plural}/create-tasks"
    routes.post(_path, allow=access.manager, shows=list[Task])(_of_kind(_kind))
routes.post(
    "/actions/projects/{project_id}/task-types/{task_type_id}/concepts/create-tasks",
    allow=access.studio_team, shows=list[Task],
)(_of_kind("Concept"))  # fmt: skip


@routes.post(
    "/actions/projects/{project_id}/task-types/{task_type_id}/create-tasks/{entity_type}",
    allow=access.manager,
    shows=list[Task],
)
def of_type(
    project: Project, task_type: TaskType, entity_type: str, body: Any, by: Actor, query: Annotated[Query, OfEpisode]
) -> list[Values]:
    """Make a task of the type for each entity of a type that has none, or for those that are named."""
    ids, episode_id = rules.ids_sent(body), filters.asked_id(query, "episode_id")
    found = entity_types.held("name", entity_type.lower())
    if found is None:
        raise NotFound(f"there is no entity type {entity_type}")
    wanted = named(project, ids) if ids else sorted(of_kind(project.id, found.kind), key=lambda one: one.name)
    own = [one for one in wanted if one.entity_type_id == found.id and episode_id in (None, one.parent_id)]
    return _made(by, own, task_type, for_concept=found.kind == "Concept")


@routes.post("/data/entities/{entity_id}/tasks", allow=access.studio_team, shows=list[Task])
def of_entity(entity: Entity, project: Project, body: TypesOf, changes: Changes) -> list[Values]:
    """Make an entity's tasks: of the types that are named, or of all that its production has for it."""
    entity_type: EntityType
    of_project, found, entity_type = gather(
        lambda: task_types.many(project.task_types),
        lambda: task_types.many(body.task_type_ids),
        lambda: entity_types.get(entity.entity_type_id),
    )
    missing = next((one for one in body.task_type_ids if one not in found), None)
    if missing is not None:
        raise NotFound(f"there is no task type {missing}")
    wanted = rules.wanted_types(list(found.values()), of_project.values(), entity, entity_type, project)
    status, there = default_status(changes, for_concept=entity.type == "Concept"), existing(entity)
    new = [(one, rules.add(changes, entity, one, status)) for one in wanted if one.id not in there]
    return [filters.cut(task, relations=True, shown=None) | rules.names_of(one, status) for one, task in new]


def _made(by: Actor, wanted: list[Entity], task_type: TaskType, *, for_concept: bool) -> list[Values]:
    tasks, status = made(by, wanted, task_type, for_concept=for_concept)
    names = rules.names_of(task_type, status)
    return [filters.cut(task, relations=True, shown=None) | names for task in tasks]
