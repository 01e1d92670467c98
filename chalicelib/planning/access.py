"""Who may plan, where more than the role on the production counts."""

from chalicelib.access import Actor, Production
from chalicelib.errors import MalformedId, NotFound
from chalicelib.projects.projects.records import Project
from chalicelib.store.ids import well_formed
from chalicelib.tasks.types.records import TaskType


def planning(by: Actor, production: Production, task_type: TaskType | None) -> bool:
    """Allow the production's managers and the supervisors of the type's department."""
    return by.supervises(production, None if task_type is None else task_type.department_id)


def place_of(by: Actor, project: Project | None, project_id: str) -> Production:
    """Return the production in which a role counts; only an administrator finds nothing in one that isn't there.

    Raises MalformedId, and NotFound for everybody else.
    """
    check_formed(project_id)
    if project is None and not by.is_admin:
        raise NotFound(f"there is no production {project_id}")
    return Production("" if project is None else project.id)


def check_formed(record_id: str) -> None:
    """Refuse an id in a path that is none. Raises MalformedId."""
    if not well_formed(record_id):
        raise MalformedId(f"{record_id!r} is no id")
