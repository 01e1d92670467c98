"""The operation that removes productions."""

from typing import Annotated

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.previews.avatars.kept import place
from chalicelib.projects.projects.records import Project
from chalicelib.projects.statuses.records import ProjectStatus
from chalicelib.removal.projects import rules
from chalicelib.removal.projects.belongings import has_any
from chalicelib.removal.projects.parts import dissolve, remove_all_of
from chalicelib.web.filters import Query, is_true
from chalicelib.web.queries import Force
from chalicelib.web.routes import Routes

routes = Routes(__name__)


@routes.delete("/data/projects/{project_id}", allow=access.admin, malformed=400)
def remove(
    project: Project, project_status: ProjectStatus | None, by: Actor, changes: Changes,
    query: Annotated[Query, Force],
) -> None:  # fmt: skip
    """Remove a closed production; one to which something belongs by force only, and all of that goes too."""
    rules.check_closed(project, project_status)
    if is_true(query, "force"):
        remove_all_of(project, by.id)
    else:
        rules.check_empty(project, has_any=has_any(project.id))
    dissolve(project, by.id)
    changes.discard(place(project))
    changes.remove(project)
    changes.tell("project:delete", project_id=project.id)
