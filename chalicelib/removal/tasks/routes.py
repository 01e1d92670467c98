"""The operations that remove tasks."""

from typing import Annotated, Any

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule
from chalicelib.projects.projects.records import Project
from chalicelib.removal.tasks import rules
from chalicelib.removal.tasks.hanging import hanging_on
from chalicelib.removal.tasks.parts import remove_tasks
from chalicelib.store.ids import well_formed
from chalicelib.tasks.tasks.records import Task, tasks
from chalicelib.web.filters import Query, is_true
from chalicelib.web.queries import Force
from chalicelib.web.routes import Routes

routes = Routes(__name__)


@routes.delete("/data/tasks/{task_id}", allow=access.manager, malformed=400)
def one(task: Task, by: Actor, changes: Changes, query: Annotated[Query, Force]) -> None:
    """Remove a task; one that others refer to only when it is forced, and they go with it."""
    force = is_true(query, "force")
    hanging = hanging_on(task)
    rules.check_unused(task, hanging, force=force)
    if hanging:
        remove_tasks([task], by.id)
    else:
        rules.remove(changes, task)


@routes.post("/actions/projects/{project_id}/delete-tasks", allow=access.manager, status=200)
def several(project: Project, body: Any, by: Actor) -> list[str]:
    """Remove tasks of a production with all that hangs on them; others are left alone."""
    if not isinstance(body, list) or not all(well_formed(one) for one in body):
        raise BreaksRule("the body must be a list of ids")
    remove_tasks([task for task in tasks.many(body).values() if task.project_id == project.id], by.id)
    return body


@routes.delete("/actions/projects/{project_id}/task-types/{task_type_id}/delete-tasks", allow=access.admin)
def of_type(project: Project, task_type_id: str, by: Actor) -> None:
    """Remove all tasks of a type in a production, with all that hangs on them."""
    remove_tasks([task for task in tasks.within(project.id) if task.task_type_id == task_type_id], by.id)
