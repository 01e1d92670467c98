"""Importing the sheet of a casting."""

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.casting.setting import settle
from chalicelib.entities.casting.state import Wanted
from chalicelib.imports import rows
from chalicelib.imports.casting import rules
from chalicelib.imports.casting.records import read
from chalicelib.imports.rows import Row
from chalicelib.imports.upload import content_of
from chalicelib.projects.projects.records import Project
from chalicelib.store import work
from chalicelib.web.body import Sent
from chalicelib.web.routes import Routes

routes = Routes(__name__)


@routes.post("/import/csv/projects/{project_id}/casting", allow=access.manager)
def casting(project: Project, by: Actor, sent: Sent) -> list[None]:
    """Cast assets as the rows of a sheet say; what else is cast stays."""
    sheet = rows.read(content_of(sent))
    places = read(project)

    def one(row: Row) -> None:
        wanted = rules.wanted(row, places)
        if wanted is not None:
            work.run(lambda changes: _cast(changes, project, wanted), by.id)

    return rows.each(sheet, rules.NEEDED, one)


def _cast(changes: Changes, project: Project, wanted: Wanted) -> None:
    settle(changes, project.id, [wanted], [wanted.place_id])
    rules.tell_briefly(changes)
