"""Importing the sheet of the estimations of one kind of work."""

import functools

from msgspec.structs import replace

from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule
from chalicelib.imports import people, rows
from chalicelib.imports.estimations import rules
from chalicelib.imports.estimations.records import Planned, read
from chalicelib.imports.rows import Row
from chalicelib.imports.slugs import slug
from chalicelib.imports.upload import content_of
from chalicelib.projects.projects.records import Project
from chalicelib.store import work
from chalicelib.tasks.access import task_planning
from chalicelib.tasks.tasks.rules import prepared
from chalicelib.tasks.types.records import TaskType
from chalicelib.web.body import Sent
from chalicelib.web.routes import Routes

routes = Routes(__name__)

ALL = ("all", "main")
Values = dict[str, object]


@routes.post("/import/csv/projects/{project_id}/task-types/{task_type_id}/estimations", allow=task_planning)
def estimations(project: Project, task_type: TaskType, by: Actor, sent: Sent) -> list[None]:
    """Estimate and plan the tasks of a type as the rows of a sheet say."""
    return _imported(project, task_type, by, sent, None)


@routes.post(
    "/import/csv/projects/{project_id}/episodes/{episode_id}/task-types/{task_type_id}/estimations",
    allow=task_planning,
)
def estimations_of_episode(project: Project, episode_id: str, task_type: TaskType, by: Actor, sent: Sent) -> list[None]:
    """Estimate and plan the tasks of a type in an episode; "all" and "main" mean the whole production."""
    return _imported(project, task_type, by, sent, None if episode_id in ALL else episode_id)


def _imported(project: Project, task_type: TaskType, by: Actor, sent: Sent, episode_id: str | None) -> list[None]:
    sheet = rows.read(content_of(sent))
    planned = read(project.id, task_type, episode_id)
    everybody = functools.cache(people.by_name)

    def one(row: Row) -> None:
        task_id = _task(row, planned)
        values = rules.values(row, planned.organisation, planned.columns, everybody)
        work.run(lambda changes: _plan(changes, planned, task_id, values), by.id)

    return rows.each(sheet, rules.NEEDED, one)


def _task(row: Row, planned: Planned) -> str:
    names = row.text("Parent"), row.text("Entity")
    task_id = planned.tasks.get((slug(names[0]), slug(names[1])))
    if task_id is None:
        raise BreaksRule(f"there is no such task of {' / '.join(names)[:200]}")
    return task_id


def _plan(changes: Changes, planned: Planned, task_id: str, values: Values) -> None:
    task = planned.kept.take(task_id)
    changes.save(replace(task, **prepared(values, task)))
    changes.tell("task:update", task.project_id, task_id=task.id)
