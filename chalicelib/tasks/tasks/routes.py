"""The plain operations of tasks."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.projects.projects.records import Project
from chalicelib.refs import EntityId, TaskTypeId
from chalicelib.store import gather, work
from chalicelib.tasks.access import SeenTask, seen_by, task_access, task_planning
from chalicelib.tasks.assignments.rules import tell_of_change
from chalicelib.tasks.boards.tags import known, tag_of
from chalicelib.tasks.tasks import rules
from chalicelib.tasks.tasks.found import listed
from chalicelib.tasks.tasks.full import full
from chalicelib.tasks.tasks.lists import of_production
from chalicelib.tasks.tasks.records import Task, tasks
from chalicelib.tasks.types.records import TaskType, task_types
from chalicelib.web import filters
from chalicelib.web.answers import paged
from chalicelib.web.filters import Query, cut, is_true
from chalicelib.web.http import JSON, Answer, Request
from chalicelib.web.queries import Fields, Page, Relations, WithoutRelations
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table
from chalicelib.web.table import change as table_change
from chalicelib.web.table import create as table_create

routes = Routes(__name__)

Values = dict[str, Any]
Headers = dict[str, str | list[str]]
PRIVATE = "private, no-cache"
IN_ONE_COMMIT = 40


class Priority(msgspec.Struct):
    """The priority that several tasks get."""

    task_ids: Annotated[list[str], Meta(min_length=1)]
    priority: Annotated[int, Meta(ge=0)]


class OfEpisode(msgspec.Struct):
    """The episode whose shots' tasks are listed."""

    episode_id: EntityId | None = None


class OfType(msgspec.Struct):
    """The type of which tasks are listed."""

    task_type_id: TaskTypeId | None = None


def _prepare(_changes: Changes, by: Actor, values: Values, old: Task | None) -> Values:
    if old is not None:
        rules.check_may_plan(by, old, values)
    return rules.prepared(values, old)


def _changed(changes: Changes, _by: Actor, old: Task, new: Task) -> Task:
    tell_of_change(changes, old, new)
    return new


# A task stays on its entity, below which it is kept; the operations themselves need more than a table's.
plain = table(
    routes, "/data/tasks", tasks, read=access.signed_in, write=access.admin, kept=["project_id", "entity_id"],
    hooks=Hooks(prepare=_prepare, changed=_changed), without=("list", "create", "get", "change", "delete"),
)  # fmt: skip


@routes.get("/data/tasks", allow=access.signed_in, shows=paged(SeenTask))
def every(by: Actor, query: Annotated[Query, Task, OfEpisode, Relations, Fields, Page]) -> Answer:
    """The tasks of the open productions that the caller is on; a vendor's are those that are their own."""
    return listed(by, query)


@routes.get("/data/projects/{project_id}/tasks", allow=access.team, shows=paged(SeenTask))
def of_project(
    project: Project, by: Actor, stamps: str, query: Annotated[Query, OfType, OfEpisode, Page], request: Request
) -> Answer:
    """A production's tasks, the last changed first; unchanged ones are not sent again."""
    asked = [filters.asked_id(query, name) for name in ("task_type_id", "episode_id")]
    headers: Headers = {"ETag": tag_of(by, project.id, stamps, request.path, query), "Cache-Control": PRIVATE}
    if known(str(headers["ETag"]), request.headers.get("if-none-match", "")):
        return Answer(304, headers)
    found: Any = of_production(by, project.id, *asked)
    if "page" in query:
        found = filters.page_of(found, query)
    return Answer(200, headers | {"Content-Type": JSON}, msgspec.json.encode(found))


@routes.post("/data/tasks", allow=access.manager, production_in="body", shows=Task)
def create(body: Any, by: Actor, changes: Changes) -> Values:
    """Make a task; one that is made without a status has none yet. A task is of its entity's production."""
    sent = rules.check_sent(body)
    entity, task_type = gather(lambda: entities.get(sent["entity_id"]), lambda: task_types.get(sent["task_type_id"]))
    rules.check_fits(by, task_type, entity)
    task = table_create(plain, changes, by, sent | {"project_id": entity.project_id})
    return cut(changes.add(task, under=entity), relations=True, shown=None)


@routes.get("/data/tasks/{task_id}", allow=task_access, malformed=400, shows=SeenTask)
def one(task: Task, by: Actor, query: Annotated[Query, WithoutRelations]) -> Values:
    """One task; a client gets nothing of people, plans and counts."""
    return cut(seen_by(by, task), relations=is_true(query, "relations", True), shown=None)


@routes.get("/data/tasks/{task_id}/full", allow=task_access, shows=SeenTask)
def one_in_full(task: Task, entity: Entity, by: Actor) -> Values:
    """One task with everything around it."""
    return full(by, task, entity)


@routes.put("/data/tasks/{task_id}", allow=task_planning, malformed=400, shows=Task)
def change(task: Task, body: Any, by: Actor, changes: Changes) -> Values:
    """Change a task; a supervisor changes what is planned of it."""
    return cut(table_change(plain, changes, by, task, body), relations=False, shown=None)


@routes.put("/actions/tasks/set-priority", allow=access.signed_in, shows=list[Task])
def set_priority(body: Priority, by: Actor) -> list[Values]:
    """Give tasks a priority; those that the caller may not plan are passed over."""

    def put(changes: Changes, ids: Any) -> list[Task]:
        found, types = gather(lambda: tasks.many(ids), lambda: {one.id: one for one in task_types.all()})
        own = [one for one in found.values() if _may_plan(by, one, types)]
        for one in own:
            changes.tell("task:update", one.project_id, task_id=one.id)
        return [changes.save(replace(one, priority=body.priority)) for one in own]

    changed = work.in_parts([*dict.fromkeys(body.task_ids)], IN_ONE_COMMIT, put, by.id)
    return [cut(one, relations=False, shown=None) for one in changed]


def _may_plan(by: Actor, task: Task, types: dict[str, TaskType]) -> bool:
    return task_planning(by, Production(task.project_id), types[task.task_type_id])
