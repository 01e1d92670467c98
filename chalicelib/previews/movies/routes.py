"""Operations of published movies: they are played as they were sent."""

from chalicelib.entities.entities.records import Entity
from chalicelib.errors import NotFound
from chalicelib.previews.access import file_access
from chalicelib.previews.files.records import PreviewFile
from chalicelib.previews.naming import download_name
from chalicelib.previews.pictures import kinds
from chalicelib.previews.pictures.showing import show
from chalicelib.projects.projects.records import Project
from chalicelib.tasks.tasks.records import Task
from chalicelib.web.http import Answer, Request
from chalicelib.web.routes import Routes

routes = Routes(__name__)


@routes.get("/movies/originals/preview-files/{preview_file_id}.mp4", allow=file_access)
def high(preview_file: PreviewFile, request: Request) -> Answer:
    """A movie."""
    return show(request, preview_file, kinds.MOVIE)


@routes.get("/movies/low/preview-files/{preview_file_id}.mp4", allow=file_access)
def low(preview_file: PreviewFile, request: Request) -> Answer:
    """A movie in a smaller version; there is one version only, and it stands for both."""
    return show(request, preview_file, kinds.MOVIE)


@routes.get("/movies/source/preview-files/{preview_file_id}.mp4", allow=file_access)
def source(preview_file: PreviewFile) -> Answer:
    """The upload that a movie was encoded from: it is not kept beside it."""
    raise NotFound(f"the upload of {preview_file.id} is not kept")


@routes.get("/movies/originals/preview-files/{preview_file_id}/download", allow=file_access)
def download(preview_file: PreviewFile, entity: Entity, project: Project, task: Task, request: Request) -> Answer:
    """A movie, to be saved under a name that says what it is of."""
    return show(request, preview_file, kinds.MOVIE, download_name(project, entity, task, preview_file))


@routes.get("/movies/tiles/preview-files/{preview_file_id}.png", allow=file_access)
def tiles(preview_file: PreviewFile) -> Answer:
    """The sheet of a movie's frames, of which none is made without an encoder."""
    raise NotFound(f"{preview_file.id} has no sheet of frames")
