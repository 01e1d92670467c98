"""Operations for guests, who have a share link and no account: the playlist, and the files in it."""

from typing import Any

from chalicelib import access
from chalicelib.errors import NotFound
from chalicelib.previews.files.records import PreviewFile
from chalicelib.previews.naming import download_name
from chalicelib.previews.pictures import kinds
from chalicelib.previews.pictures.showing import show, show_file
from chalicelib.previews.playlists.records import Playlist
from chalicelib.previews.shared.found import Key, context, listed, opened, whole
from chalicelib.previews.uploads.found import around
from chalicelib.projects.projects.records import projects
from chalicelib.web.filters import cut
from chalicelib.web.http import Answer, Request
from chalicelib.web.routes import Routes

routes = Routes(__name__)
LINK = "/shared/playlists/{token}"


@routes.get(LINK, allow=access.anyone, shows=Playlist)
def playlist(token: str, query: Key) -> dict[str, Any]:
    """The playlist that a link opens."""
    return whole(opened(token, query))


@routes.get(f"{LINK}/context", allow=access.anyone)
def surroundings(token: str, query: Key) -> dict[str, Any]:
    """What is to be known of the playlist's production."""
    return context(projects.get(opened(token, query).project_id))


@routes.get(f"{LINK}/preview-files/{{file_id}}", allow=access.anyone, shows=PreviewFile)
def preview(token: str, file_id: str, query: Key) -> dict[str, Any]:
    """A file that the playlist shows."""
    return cut(listed(token, file_id, query), relations=False, shown=None)


@routes.get(f"{LINK}/preview-files/{{file_id}}/download", allow=access.anyone)
def download(token: str, file_id: str, query: Key, request: Request) -> Answer:
    """A file that the playlist shows, to be saved."""
    found = listed(token, file_id, query)
    place = around(found)
    name = download_name(place.project, place.entity, place.task, found)
    return show(request, found, found.extension or "", name)


@routes.get(f"{LINK}/pictures/thumbnails/preview-files/{{file_id}}.png", allow=access.anyone)
def thumbnail(token: str, file_id: str, query: Key, request: Request) -> Answer:
    """A picture that the playlist shows, small."""
    return show(request, listed(token, file_id, query), "thumbnails")


@routes.get(f"{LINK}/pictures/originals/preview-files/{{file_id}}.png", allow=access.anyone)
def picture(token: str, file_id: str, query: Key, request: Request) -> Answer:
    """A picture that the playlist shows."""
    return show(request, listed(token, file_id, query), kinds.PICTURE)


@routes.get(f"{LINK}/pictures/originals/preview-files/{{file_id}}.{{extension}}", allow=access.anyone)
def file(token: str, file_id: str, extension: str, query: Key, request: Request) -> Answer:
    """A file of any kind that the playlist shows."""
    return show_file(request, listed(token, file_id, query), extension)


@routes.get(f"{LINK}/movies/originals/preview-files/{{file_id}}.mp4", allow=access.anyone)
def movie(token: str, file_id: str, query: Key, request: Request) -> Answer:
    """A movie that the playlist shows."""
    return show(request, listed(token, file_id, query), kinds.MOVIE)


@routes.get(f"{LINK}/movies/tiles/preview-files/{{file_id}}.png", allow=access.anyone)
def tiles(token: str, file_id: str, query: Key) -> Answer:
    """The sheet of a movie's frames, of which none is made without an encoder."""
    raise NotFound(f"{listed(token, file_id, query).id} has no sheet of frames")
