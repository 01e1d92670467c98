"""The sheet of a production's casting."""

from typing import Annotated

from msgspec import Struct

from chalicelib import access
from chalicelib.errors import BreaksRule
from chalicelib.exports import sheets
from chalicelib.exports.casting import rules
from chalicelib.exports.casting.records import read
from chalicelib.projects.projects.records import Project
from chalicelib.projects.projects.rules import TVSHOW
from chalicelib.store.ids import well_formed
from chalicelib.web.filters import Query, is_true
from chalicelib.web.http import Answer
from chalicelib.web.routes import Routes

routes = Routes(__name__)


class Casting(Struct):
    """Whose casting is shown: of an episode, "main" or "all"; of assets, or of shots."""

    episode_id: str | None = None
    is_shot_casting: bool = False


@routes.get("/export/csv/projects/{project_id}/casting.csv", allow=access.team_but_vendors)
def casting(project: Project, query: Annotated[Query, Casting]) -> Answer:
    """What is cast in the assets of a production, or in its shots or episodes."""
    episode_id = _episode(query)
    cast = rules.Cast(*read(project.id), is_show=project.production_type == TVSHOW)
    rows = rules.sheet(cast, episode_id, of_shots=is_true(query, "is_shot_casting"))
    return sheets.answer(f"{project.name} casting", rows)


def _episode(query: Query) -> str | None:
    """Return the episode that is asked for, as an id or a word. Raises BreaksRule."""
    asked = query.get("episode_id", [None])[0]
    if asked in (None, rules.ALL, rules.MAIN):
        return asked
    if not well_formed(asked):
        raise BreaksRule(f"episode_id: {asked!r} is no id")
    return asked.lower()
