"""What is true when a production goes: an open one stays, and one that something belongs to goes by force only."""

from msgspec.structs import replace

from chalicelib.errors import Refused
from chalicelib.people.persons.records import Standing
from chalicelib.projects.projects.records import Project
from chalicelib.projects.statuses.records import OPEN, ProjectStatus


def check_closed(project: Project, status: ProjectStatus | None) -> None:
    """Refuse to remove a production in which people work. Raises Refused."""
    if status is not None and status.name == OPEN:
        raise Refused(f"{project.name} is open; close it first")


def check_empty(project: Project, *, has_any: bool) -> None:
    """Refuse to remove a production to which something belongs. Raises Refused."""
    if has_any:
        raise Refused(f"entities, tasks or other records belong to {project.name}; force deletes those too")


def left(standing: Standing, project: Project) -> Standing:
    """Return a person's standing without a production that goes."""
    return replace(standing, roles={place: role for place, role in standing.roles.items() if place != project.id})
