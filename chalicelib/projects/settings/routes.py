"""Operations on what a production uses: task types, statuses, asset types, automations, and their options."""

from typing import Any

import msgspec

from chalicelib import access
from chalicelib.changes import Changes
from chalicelib.entities.types.records import entity_types
from chalicelib.errors import BreaksRule, NotFound
from chalicelib.projects.automations.records import StatusAutomation, status_automations
from chalicelib.projects.projects import views
from chalicelib.projects.projects.records import Project
from chalicelib.projects.settings import rules
from chalicelib.projects.settings.bodies import Batch, ForClients, TaskStatusOrder, TaskTypeChoice, TaskTypeOrder
from chalicelib.store import Collection, gather
from chalicelib.store.records import NonEmpty
from chalicelib.tasks.statuses.records import TaskStatus, task_statuses
from chalicelib.tasks.types.records import TaskType, task_types
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes

routes = Routes(__name__)


def _plain_setting(kind: str, path: str, of: Collection[Any]) -> None:
    """Declare how a kind without options of its own is chosen."""
    name = f"{kind}_id"
    choice = msgspec.defstruct(f"{kind.title().replace('_', '')}Choice", [(name, NonEmpty)], module=__name__)

    def use(project: Project, body: Any, changes: Changes) -> dict[str, Any]:
        record_id = getattr(body, name)
        if of.find(record_id) is None:
            raise BreaksRule(f"{name}: names nothing that exists")
        return views.plain(rules.keep(changes, project, rules.using(project, kind, [record_id])))

    use.__annotations__["body"] = choice
    use.__name__ = f"use_{kind}"
    use.__doc__ = f"Have a production use one more {kind.replace('_', ' ')}."
    routes.add("POST", f"/data/projects/{{project_id}}/settings/{path}", use, access.manager, status=201, shows=Project)


def _dropping(kind: str, path: str) -> None:
    """Declare how something chosen is dropped; what is not chosen is no matter."""

    def drop(project: Project, record_id: str, changes: Changes) -> None:
        rules.keep(changes, project, rules.without(project, kind, [record_id]))

    drop.__name__ = f"drop_{kind}"
    where = f"/data/projects/{{project_id}}/settings/{path}/{{record_id}}"
    routes.add("DELETE", where, drop, access.manager, status=204)


PATHS = {"task_status": "task-status", "asset_type": "asset-types", "status_automation": "status-automations"}
_plain_setting("task_status", PATHS["task_status"], task_statuses)
_plain_setting("asset_type", PATHS["asset_type"], entity_types)
_plain_setting("status_automation", PATHS["status_automation"], status_automations)
for _kind, _path in {"task_type": "task-types", **PATHS}.items():
    _dropping(_kind, _path)


def _records(of: Collection[Any], ids: list[str]) -> list[dict[str, Any]]:
    return [cut(record, relations=False, shown=None) for record in of.many(ids).values()]


@routes.get("/data/projects/{project_id}/task-types", allow=access.team, shows=list[TaskType])
def task_types_of(project: Project) -> list[dict[str, Any]]:
    """The task types that a production uses."""
    return _records(task_types, project.task_types)


@routes.get("/data/projects/{project_id}/settings/task-status", allow=access.team, shows=list[TaskStatus])
def task_statuses_of(project: Project) -> list[dict[str, Any]]:
    """The task statuses that a production uses."""
    return _records(task_statuses, project.task_statuses)


@routes.get(
    "/data/projects/{project_id}/settings/status-automations", allow=access.manager, shows=list[StatusAutomation]
)
def status_automations_of(project: Project) -> list[dict[str, Any]]:
    """The automations that a production uses."""
    return _records(status_automations, project.status_automations)


@routes.post("/data/projects/{project_id}/settings/task-types", allow=access.manager, shows=Project)
def use_task_type(project: Project, body: TaskTypeChoice, changes: Changes) -> dict[str, Any]:
    """Have a production use a task type, or choose other options for one."""
    rules.check_bitrates(project, body)
    if task_types.find(body.task_type_id) is None:
        raise BreaksRule("task_type_id: there is no such task type")
    return views.plain(rules.keep(changes, project, rules.chosen(changes, project, body), always=True))


@routes.post("/data/projects/{project_id}/settings/batch", allow=access.manager, status=200, shows=Project)
def batch(project: Project, body: Batch, changes: Changes) -> dict[str, Any]:
    """Choose much at once; what the studio doesn't have is passed over."""
    types, statuses, kinds = gather(
        lambda: task_types.many(entry.task_type_id for entry in body.task_types or []),
        lambda: task_statuses.many(body.task_status_ids or []),
        lambda: entity_types.many(body.asset_type_ids or []),
    )
    after = rules.with_entries(changes, project, body, types.keys())
    after = rules.using(rules.using(after, "task_status", statuses), "asset_type", kinds)
    return views.plain(rules.keep(changes, project, after, always=True))


def _reordered(changes: Changes, project: Project, kind: str, ids: list[str]) -> list[dict[str, Any]]:
    after = rules.keep(changes, project, rules.reordered(changes, project, kind, ids), always=True)
    used = getattr(after, f"{kind}_links")
    return [views.link(after, kind, one) for one in dict.fromkeys(ids) if one in used]


@routes.post(
    "/actions/projects/{project_id}/task-type-links/reorder", allow=access.manager, status=200, terse=True,
    shows=list[views.ShownTypeLink],
)  # fmt: skip
def reorder_task_types(project: Project, body: TaskTypeOrder, changes: Changes) -> list[dict[str, Any]]:
    """Give a production's task types priorities in this order."""
    return _reordered(changes, project, "task_type", body.task_type_ids)


@routes.post(
    "/actions/projects/{project_id}/task-status-links/reorder", allow=access.manager, status=200, terse=True,
    shows=list[views.ShownStatusLink],
)  # fmt: skip
def reorder_task_statuses(project: Project, body: TaskStatusOrder, changes: Changes) -> list[dict[str, Any]]:
    """Give a production's task statuses priorities in this order."""
    return _reordered(changes, project, "task_status", body.task_status_ids)


@routes.put(
    "/data/projects/{project_id}/settings/task-status/{task_status_id}",
    allow=access.manager,
    shows=views.ShownStatusLink,
)
def for_clients(project: Project, task_status_id: str, body: ForClients, changes: Changes) -> dict[str, Any]:
    """Say whether clients may set a status in this production, whatever the studio says."""
    if task_status_id not in project.task_status_links:
        raise NotFound("the production doesn't use this status")
    options = {"is_client_allowed": body.is_client_allowed}
    after = rules.with_options(changes, project, "task_status", task_status_id, **options)
    return views.link(rules.keep(changes, project, after, always=True), "task_status", task_status_id)
