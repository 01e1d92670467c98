"""Choosing a task type or status for a production, as a record of its own."""

from typing import Any

import msgspec

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule, Forbidden
from chalicelib.projects.projects import views
from chalicelib.projects.projects.records import Project, projects
from chalicelib.projects.settings import rules
from chalicelib.store import Collection, gather
from chalicelib.store.records import NonEmpty
from chalicelib.tasks.statuses.records import task_statuses
from chalicelib.tasks.types.records import task_types
from chalicelib.web.routes import Routes

routes = Routes(__name__)


class TaskTypeLinkOf(msgspec.Struct):
    """A task type of a production, and its place there."""

    project_id: NonEmpty
    task_type_id: NonEmpty
    priority: int = 1


class TaskStatusLinkOf(msgspec.Struct):
    """A task status of a production, its place there, and who sees it on boards."""

    project_id: NonEmpty
    task_status_id: NonEmpty
    priority: int = 1
    roles_for_board: list[str] = []


# Whose production it is says the body, and one that isn't there is a 404: so the rule is in the function.
@routes.post("/data/task-type-links", allow=access.signed_in, terse=True, shows=views.ShownTypeLink)
def task_type(body: TaskTypeLinkOf, by: Actor, changes: Changes) -> dict[str, Any]:
    """Have a production use a task type, or give it another place there."""
    project = _production(by, body.project_id, task_types, body.task_type_id)
    return _linked(changes, project, "task_type", body.task_type_id, priority=body.priority)


@routes.post("/data/task-status-links", allow=access.signed_in, terse=True, shows=views.ShownStatusLink)
def task_status(body: TaskStatusLinkOf, by: Actor, changes: Changes) -> dict[str, Any]:
    """Have a production use a task status, or give it another place there."""
    project = _production(by, body.project_id, task_statuses, body.task_status_id)
    options = {"priority": body.priority, "roles_for_board": body.roles_for_board}
    return _linked(changes, project, "task_status", body.task_status_id, **options)


def _production(by: Actor, project_id: str, of: Collection[Any], record_id: str) -> Project:
    """Return the caller's production, if there is the record that it is to use. One trip.

    Raises NotFound, Forbidden, BreaksRule.
    """
    project: Project
    project, record = gather(lambda: projects.get(project_id), lambda: of.find(record_id))
    if not by.manages(project.id):
        raise Forbidden("only a manager of the production may do this")
    if record is None:
        raise BreaksRule(f"{of.kind}_id: names nothing that exists")
    return project


def _linked(changes: Changes, project: Project, kind: str, record_id: str, **options: Any) -> dict[str, Any]:
    after = rules.with_options(changes, rules.using(project, kind, [record_id]), kind, record_id, **options)
    return views.link(rules.keep(changes, project, after, always=True), kind, record_id)
