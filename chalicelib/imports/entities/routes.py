"""Importing sheets of a production's shots, assets and edits."""

from typing import Annotated, Any

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.entities.entities.records import Entity
from chalicelib.imports import rows
from chalicelib.imports.entities.importing import imported
from chalicelib.imports.entities.kinds import ASSETS, EDITS, SHOTS, Kind
from chalicelib.imports.upload import Update, content_of
from chalicelib.projects.projects.records import Project
from chalicelib.web.body import Sent
from chalicelib.web.filters import Query, is_true
from chalicelib.web.routes import Routes

routes = Routes(__name__)

Values = dict[str, Any]
INTO_PRODUCTION = "/import/csv/projects/{project_id}"
Wanted = Annotated[Query, Update]


@routes.post(INTO_PRODUCTION + "/shots", allow=access.manager, shows=list[Entity])
def shots(project: Project, by: Actor, sent: Sent, query: Wanted) -> list[Values]:
    """Make the shots of a sheet, and change those that are there if that is wanted."""
    return _imported(SHOTS, project, by, sent, query)


@routes.post(INTO_PRODUCTION + "/assets", allow=access.manager, shows=list[Entity])
def assets(project: Project, by: Actor, sent: Sent, query: Wanted) -> list[Values]:
    """Make the assets of a sheet, and change those that are there if that is wanted."""
    return _imported(ASSETS, project, by, sent, query)


@routes.post(INTO_PRODUCTION + "/edits", allow=access.manager, shows=list[Entity])
def edits(project: Project, by: Actor, sent: Sent, query: Wanted) -> list[Values]:
    """Make the edits of a sheet, and change those that are there if that is wanted."""
    return _imported(EDITS, project, by, sent, query)


def _imported(kind: Kind, project: Project, by: Actor, sent: Sent, query: Wanted) -> list[Values]:
    sheet = rows.read(content_of(sent))
    return imported(kind, by, project, sheet, update=is_true(query, "update"))
