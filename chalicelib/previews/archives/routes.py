"""The operation with which a playlist's files are taken along."""

from chalicelib.previews.archives.found import contents_of, name_of
from chalicelib.previews.archives.packing import pack
from chalicelib.previews.archives.rules import check_size
from chalicelib.previews.playlists.access import taken_along
from chalicelib.previews.playlists.records import Playlist
from chalicelib.previews.serving import serve_once
from chalicelib.projects.projects.records import Project
from chalicelib.store import gather
from chalicelib.web.http import Answer
from chalicelib.web.routes import Routes

routes = Routes(__name__)
ZIP = "application/zip"


@routes.get("/data/playlists/{playlist_id}/download/zip", allow=taken_along)
def download(playlist: Playlist, project: Project) -> Answer:
    """All files of the revisions that a playlist shows, as one archive."""
    contents, name = gather(lambda: contents_of(playlist, project), lambda: name_of(playlist, project))
    check_size(sum(one.preview.file_size or 0 for one in contents))
    archive = pack(contents)
    return serve_once(archive.file, archive.size, ZIP, name)
