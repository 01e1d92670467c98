"""The sheets of a production's shots, assets and edits."""

from typing import Annotated, Any

from msgspec import Struct

from chalicelib import access
from chalicelib.access import CLIENT, Actor
from chalicelib.errors import BreaksRule
from chalicelib.exports import sheets
from chalicelib.exports.entities.making import made
from chalicelib.exports.entities.rules import ASSETS, EDITS, MAIN, SHOTS, Asked, Kind
from chalicelib.projects.projects.records import Project
from chalicelib.refs import EntityId
from chalicelib.store.ids import well_formed
from chalicelib.web.filters import Query, asked_id
from chalicelib.web.http import Answer
from chalicelib.web.routes import Routes

routes = Routes(__name__)

ALL = "all"
OF_PRODUCTION = "/export/csv/projects/{project_id}"


class Filters(Struct):
    """Which entities a sheet shows: one, those of an episode ("all", "main"), the caller's own if that is named."""

    id: EntityId | None = None
    episode_id: str = ALL
    assigned_to: str | None = None


Narrowed = Annotated[Query, Filters]


@routes.get(OF_PRODUCTION + "/shots.csv", allow=access.team_but_vendors)
def shots(project: Project, by: Actor, query: Narrowed) -> Answer:
    """The shots of a production with the state of their tasks."""
    return _sheet(SHOTS, project, by, query)


@routes.get(OF_PRODUCTION + "/assets.csv", allow=access.team_but_vendors)
def assets(project: Project, by: Actor, query: Narrowed) -> Answer:
    """The assets of a production with the state of their tasks."""
    return _sheet(ASSETS, project, by, query)


@routes.get(OF_PRODUCTION + "/edits.csv", allow=access.team_but_vendors)
def edits(project: Project, by: Actor, query: Narrowed) -> Answer:
    """The edits of a production with the state of their tasks."""
    return _sheet(EDITS, project, by, query)


def _sheet(kind: Kind, project: Project, by: Actor, query: Narrowed) -> Answer:
    rows = made(kind, project, _asked(by, query), blank=by.role_in(project.id) == CLIENT)
    return sheets.answer(f"{project.name} {kind.name}s", rows)


def _asked(by: Actor, query: Query) -> Asked:
    """Return which entities a query string asks for. Raises BreaksRule for malformed ids."""
    episode: Any = query.get("episode_id", [ALL])[0]
    if episode not in (ALL, MAIN) and not well_formed(episode):
        raise BreaksRule(f"episode_id: {episode!r} is no id")
    return Asked(
        asked_id(query, "id"), None if episode == ALL else episode.lower(), by.id if "assigned_to" in query else None
    )
