"""Which programs a kind of work may be done with, and who says so."""

from chalicelib.access import Actor
from chalicelib.errors import BreaksRule, Forbidden, NotFound
from chalicelib.people.equipment.records import Software
from chalicelib.projects.projects.records import Project
from chalicelib.store.ids import well_formed
from chalicelib.tasks.types.records import TaskType


def check_supervises(by: Actor, project: Project, task_type: TaskType | None) -> None:
    """Refuse a supervisor of other departments than the task type's. Raises Forbidden."""
    if not by.supervises(project.id, None if task_type is None else task_type.department_id):
        raise Forbidden("a supervisor of other departments may not do this")


def check_formed(software_id: str) -> None:
    """Refuse an id that is none. Raises BreaksRule."""
    if not well_formed(software_id):
        raise BreaksRule(f"software_id: {software_id!r} is no id")


def check_usable(project: Project, task_type_id: str, software: Software | None) -> None:
    """Refuse a task type that the production doesn't use, and a program that nobody uses any more.

    Raises BreaksRule, NotFound for a program that isn't there.
    """
    if task_type_id not in project.task_type_links:
        raise BreaksRule("task_type_id: the production doesn't use this task type")
    if software is None:
        raise NotFound("there is no such software")
    if software.archived:
        raise BreaksRule("software_id: the software is archived")
