"""The sheets of a production's shots, assets and edits."""

from typing import Any

from chalicelib import access
from chalicelib.access import CLIENT, Actor
from chalicelib.errors import BreaksRule
from chalicelib.exports import sheets
from chalicelib.exports.entities import rules
from chalicelib.exports.entities.records import names_of, read
from chalicelib.exports.entities.rules import ASSETS, EDITS, MAIN, SHOTS, Asked, Kind, Words
from chalicelib.projects.projects.records import Project
from chalicelib.store.ids import well_formed
from chalicelib.web.filters import Query, asked_id
from chalicelib.web.http import Answer, Request
from chalicelib.web.routes import Routes

routes = Routes(__name__)

ALL = "all"
OF_PRODUCTION = "/export/csv/projects/{project_id}"


@routes.get(OF_PRODUCTION + "/shots.csv", allow=access.team_but_vendors)
def shots(project: Project, by: Actor, request: Request) -> Answer:
    """The shots of a production with the state of their tasks."""
    return _sheet(SHOTS, project, by, request)


@routes.get(OF_PRODUCTION + "/assets.csv", allow=access.team_but_vendors)
def assets(project: Project, by: Actor, request: Request) -> Answer:
    """The assets of a production with the state of their tasks."""
    return _sheet(ASSETS, project, by, request)


@routes.get(OF_PRODUCTION + "/edits.csv", allow=access.team_but_vendors)
def edits(project: Project, by: Actor, request: Request) -> Answer:
    """The edits of a production with the state of their tasks."""
    return _sheet(EDITS, project, by, request)


def _sheet(kind: Kind, project: Project, by: Actor, request: Request) -> Answer:
    """Answer a sheet. Costs two trips: the entities, then the people who have their tasks."""
    asked = _asked(by, request.query)
    cast_in = asked.episode_id if kind is ASSETS and asked.episode_id != MAIN else None
    last = "Episode" if kind is EDITS else kind.name
    found = read(project.id, kind.first, last, cast_in)
    lines = rules.lines(kind, found.items, found.studio.entity_types, asked, found.cast)
    if by.role_in(project.id) == CLIENT:
        lines = rules.blanked(lines)
    words = Words(
        project.name, found.columns, found.studio.task_types, found.studio.statuses, names_of(rules.assignees(lines))
    )
    return sheets.answer(f"{project.name} {kind.name}s", rules.sheet(kind, lines, words))


def _asked(by: Actor, query: Query) -> Asked:
    """Return which entities a query string asks for. Raises BreaksRule for malformed ids."""
    episode: Any = query.get("episode_id", [ALL])[0]
    if episode not in (ALL, MAIN) and not well_formed(episode):
        raise BreaksRule(f"episode_id: {episode!r} is no id")
    return Asked(
        asked_id(query, "id"), None if episode == ALL else episode.lower(), by.id if "assigned_to" in query else None
    )
