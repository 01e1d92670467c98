"""Which programs a production's kinds of work are done with."""

from typing import Any

import msgspec

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule, Forbidden, NotFound
from chalicelib.people.equipment.records import software as programs
from chalicelib.projects.projects.records import Project
from chalicelib.projects.settings import rules
from chalicelib.store import gather
from chalicelib.store.ids import well_formed
from chalicelib.store.records import NonEmpty
from chalicelib.tasks.types.records import TaskType, task_types
from chalicelib.web.routes import Routes

routes = Routes(__name__)
PATH = "/data/projects/{project_id}/task-types/{task_type_id}/softwares"


class SoftwareChoice(msgspec.Struct):
    """A program."""

    software_id: NonEmpty


def _row(project: Project, task_type_id: str, software_id: str) -> dict[str, Any]:
    return {"project_id": project.id, "task_type_id": task_type_id, "software_id": software_id}


@routes.get("/data/projects/{project_id}/task-type-softwares", allow=access.team)
def of_production(project: Project) -> list[dict[str, Any]]:
    """The programs of all of a production's task types."""
    return [
        _row(project, task_type_id, software_id)
        for task_type_id, link in project.task_type_links.items()
        for software_id in link.softwares
    ]


@routes.post(PATH, allow=access.supervisor)
def use(project: Project, task_type_id: str, body: SoftwareChoice, by: Actor, changes: Changes) -> dict[str, Any]:
    """Have a kind of work be done with a program; twice is no matter."""
    task_type, software = gather(lambda: task_types.find(task_type_id), lambda: programs.things.find(body.software_id))
    _check_supervises(by, project, task_type)
    if task_type_id not in project.task_type_links:
        raise BreaksRule("task_type_id: the production doesn't use this task type")
    _check_formed(body.software_id)
    if software is None:
        raise NotFound(f"there is no software {body.software_id}")
    if software.archived:
        raise BreaksRule("software_id: the software is archived")
    used = project.task_type_links[task_type_id].softwares
    _keep(changes, project, task_type_id, [*dict.fromkeys([*used, body.software_id])])
    return _row(project, task_type_id, body.software_id)


@routes.delete(PATH + "/{software_id}", allow=access.supervisor)
def drop(project: Project, task_type_id: str, software_id: str, by: Actor, changes: Changes) -> None:
    """Have a kind of work not be done with a program any more."""
    task_type = task_types.find(task_type_id)
    _check_supervises(by, project, task_type)
    _check_formed(software_id)
    if task_type_id in project.task_type_links:
        used = project.task_type_links[task_type_id].softwares
        _keep(changes, project, task_type_id, [one for one in used if one != software_id])


def _check_supervises(by: Actor, project: Project, task_type: TaskType | None) -> None:
    if not by.supervises(project.id, None if task_type is None else task_type.department_id):
        raise Forbidden("a supervisor of other departments may not do this")


def _check_formed(software_id: str) -> None:
    if not well_formed(software_id):
        raise BreaksRule(f"software_id: {software_id!r} is no id")


def _keep(changes: Changes, project: Project, task_type_id: str, softwares: list[str]) -> None:
    after = rules.with_options(changes, project, "task_type", task_type_id, softwares=softwares)
    rules.keep(changes, project, after, always=True)
