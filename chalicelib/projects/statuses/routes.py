"""Project status operations."""

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import StillUsed
from chalicelib.projects.projects.records import projects
from chalicelib.projects.statuses.records import ProjectStatus, project_statuses
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table

routes = Routes(__name__)


def _removed(_changes: Changes, _by: Actor, status: ProjectStatus, _force: bool) -> None:
    if any(project.project_status_id == status.id for project in projects.all()):
        raise StillUsed(f"there are productions with the status {status.name}")


table(
    routes, "/data/project-status", project_statuses, read=access.signed_in, write=access.admin,
    hooks=Hooks(removed=_removed),
)  # fmt: skip
