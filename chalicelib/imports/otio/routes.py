"""Importing an edit list: its clips become shots, or tell where the shots that are there lie in the cut."""

from collections.abc import Callable
from typing import Annotated, Any

from msgspec import Struct

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.entities.entities.records import Entity, Episode
from chalicelib.errors import BreaksRule
from chalicelib.imports import rows
from chalicelib.imports.entities.importing import imported
from chalicelib.imports.entities.kinds import SHOTS
from chalicelib.imports.otio import edl, rules, timeline, xmeml
from chalicelib.imports.otio.clips import Clip
from chalicelib.imports.otio.records import shots_of
from chalicelib.imports.otio.rules import IN_EPISODE, IN_FILM, Naming
from chalicelib.imports.upload import content_of
from chalicelib.projects.projects.records import Project
from chalicelib.web.body import Sent
from chalicelib.web.filters import Query, is_true
from chalicelib.web.routes import Routes

routes = Routes(__name__)

Values = dict[str, Any]
FORMATS: dict[str, Callable[[str, float], list[Clip]]] = {"edl": edl.read, "otio": timeline.read, "xml": xmeml.read}
FPS = 25.0


class Cut(Struct):
    """The shots that an edit list has changed, and those that it has made."""

    updated_shots: list[Entity]
    created_shots: list[Entity]


class Names(Struct):
    """How the clips of an edit list are named, as a form may say, too; else it is the production's convention."""

    naming_convention: str = ""
    match_case: bool = True


Named = Annotated[Query, Names]


@routes.post("/import/otio/projects/{project_id}", allow=access.manager, shows=Cut)
def edit_list(project: Project, by: Actor, sent: Sent, query: Named) -> Values:
    """Make and change the shots of a production as an edit list says."""
    return _imported(project, None, by, sent, query)


@routes.post("/import/otio/projects/{project_id}/episodes/{episode_id}", allow=access.manager, shows=Cut)
def edit_list_of_episode(project: Project, episode: Episode, by: Actor, sent: Sent, query: Named) -> Values:
    """Make and change the shots of an episode as an edit list says."""
    return _imported(project, episode, by, sent, query)


def _imported(project: Project, episode: Episode | None, by: Actor, sent: Sent, query: Query) -> Values:
    clips = _clips(project, sent)
    shots = shots_of(project.id, episode.id if episode else None)
    wanted, refused = rules.rows(clips, shots, _naming(project, episode, sent, query))
    done = imported(SHOTS, by, project, wanted, update=True)
    if refused is not None:
        raise refused
    known = {shot.id for shot in shots}
    return {
        "updated_shots": [one for one in done if one["id"] in known],
        "created_shots": [one | {"type": "Shot"} for one in done if one["id"] not in known],
    }


def _clips(project: Project, sent: Sent) -> list[Clip]:
    text = rows.text_of(content_of(sent))
    extension = sent.files["file"].name.rpartition(".")[2].lower()
    if extension not in FORMATS:
        raise BreaksRule(f"file: {extension[:20]!r} is none of {', '.join(FORMATS)}")
    return FORMATS[extension](text, _fps(project))


def _fps(project: Project) -> float:
    """Return a production's frames a second, which it keeps as text."""
    try:
        return float((project.fps or "").replace(",", ".")) or FPS
    except ValueError:
        return FPS


def _naming(project: Project, episode: Episode | None, sent: Sent, query: Query) -> Naming:
    """Return the convention that a form or a query string names, else that of the production."""
    given = {name: [str(value)] for name, value in (sent.values or {}).items()} | query
    default = IN_FILM if episode is None else IN_EPISODE
    convention = given.get("naming_convention", [""])[0] or default
    return Naming(convention, project.name, episode.name if episode else "", is_true(given, "match_case", default=True))
