"""Which programs a production's kinds of work are done with."""

from typing import Any

import msgspec

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.people.equipment.records import software as programs
from chalicelib.projects.projects.records import Project
from chalicelib.projects.settings import rules as settings_rules
from chalicelib.projects.softwares import rules
from chalicelib.store import gather
from chalicelib.store.records import NonEmpty
from chalicelib.tasks.types.records import task_types
from chalicelib.web.routes import Routes

routes = Routes(__name__)
PATH = "/data/projects/{project_id}/task-types/{task_type_id}/softwares"


class SoftwareChoice(msgspec.Struct):
    """A program."""

    software_id: NonEmpty


class Row(msgspec.Struct):
    """A program that a production uses for a task type."""

    project_id: str
    task_type_id: str
    software_id: str


def _row(project: Project, task_type_id: str, software_id: str) -> dict[str, Any]:
    return {"project_id": project.id, "task_type_id": task_type_id, "software_id": software_id}


@routes.get("/data/projects/{project_id}/task-type-softwares", allow=access.team, shows=list[Row])
def of_production(project: Project) -> list[dict[str, Any]]:
    """The programs of all of a production's task types."""
    return [
        _row(project, task_type_id, software_id)
        for task_type_id, link in project.task_type_links.items()
        for software_id in link.softwares
    ]


@routes.post(PATH, allow=access.supervisor, shows=Row)
def use(project: Project, task_type_id: str, body: SoftwareChoice, by: Actor, changes: Changes) -> dict[str, Any]:
    """Have a kind of work be done with a program; twice is no matter."""
    task_type, software = gather(lambda: task_types.find(task_type_id), lambda: programs.things.find(body.software_id))
    rules.check_supervises(by, project, task_type)
    rules.check_formed(body.software_id)
    rules.check_usable(project, task_type_id, software)
    used = project.task_type_links[task_type_id].softwares
    _keep(changes, project, task_type_id, [*dict.fromkeys([*used, body.software_id])])
    return _row(project, task_type_id, body.software_id)


@routes.delete(PATH + "/{software_id}", allow=access.supervisor)
def drop(project: Project, task_type_id: str, software_id: str, by: Actor, changes: Changes) -> None:
    """Have a kind of work not be done with a program any more."""
    task_type = task_types.find(task_type_id)
    rules.check_supervises(by, project, task_type)
    rules.check_formed(software_id)
    if task_type_id in project.task_type_links:
        used = project.task_type_links[task_type_id].softwares
        _keep(changes, project, task_type_id, [one for one in used if one != software_id])


def _keep(changes: Changes, project: Project, task_type_id: str, softwares: list[str]) -> None:
    after = settings_rules.with_options(changes, project, "task_type", task_type_id, softwares=softwares)
    settings_rules.keep(changes, project, after, always=True)
