"""Where somebody's tasks are looked for: the productions that a list spans."""

from chalicelib.access import Actor
from chalicelib.projects.projects.records import Project, projects
from chalicelib.projects.statuses.records import OPEN, project_statuses
from chalicelib.store import gather


def open_productions(by: Actor, project_id: str | None = None) -> dict[str, Project]:
    """Return the open productions of the caller's teams by id, an admin's are all; or the one that is asked for.

    Costs two reads at once.
    """
    found, statuses = gather(lambda: _of(by, project_id), project_statuses.all)
    is_open = {status.id for status in statuses if status.name == OPEN}
    return {one.id: one for one in found if one.project_status_id in is_open}


def all_productions(by: Actor, project_id: str | None = None) -> dict[str, Project]:
    """Return the productions in which a plain list looks: an admin's are all, anybody else's the open ones."""
    if by.is_admin:
        return {one.id: one for one in _of(by, project_id)}
    return open_productions(by, project_id)


def _of(by: Actor, project_id: str | None) -> list[Project]:
    if project_id is not None:
        return list(projects.many([project_id]).values()) if by.on_team(project_id) else []
    return projects.all() if by.is_admin else list(projects.many(by.standing.roles).values())
