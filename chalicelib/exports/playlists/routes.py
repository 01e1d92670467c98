"""The sheet of a playlist: what was said of what a review has shown."""

from chalicelib.access import Actor
from chalicelib.entities.entities.records import entities
from chalicelib.exports import sheets
from chalicelib.exports.playlists import rules
from chalicelib.exports.playlists.records import read
from chalicelib.previews.playlists.access import taken_along
from chalicelib.previews.playlists.records import Playlist
from chalicelib.projects.projects.records import Project
from chalicelib.store import gather
from chalicelib.web.http import Answer
from chalicelib.web.routes import Routes

routes = Routes(__name__)


@routes.get("/export/csv/playlists/{playlist_id}", allow=taken_along)
def playlist(playlist: Playlist, project: Project, by: Actor) -> Answer:
    """The previews of a playlist with the state of their tasks and what was said last."""
    found, episode = gather(
        lambda: read(playlist), lambda: entities.find(playlist.episode_id) if playlist.episode_id else None
    )
    rows = rules.sheet(playlist, project, episode.name if episode else None, found, by.timezone)
    return sheets.answer(f"{project.name} {playlist.name}", rows)
