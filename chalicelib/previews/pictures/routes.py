"""Operations of published pictures: send the file of a preview, see it in each size, download it."""

from typing import Any

from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity
from chalicelib.errors import BreaksRule, Refused
from chalicelib.previews.access import file_access, shown_access
from chalicelib.previews.files.found import around
from chalicelib.previews.files.records import PreviewFile, place_of
from chalicelib.previews.files.rules import removed
from chalicelib.previews.naming import download_name
from chalicelib.previews.pictures import kinds
from chalicelib.previews.pictures.outcome import Outcome, Place, check_waits, received
from chalicelib.previews.pictures.receiving import receive
from chalicelib.previews.pictures.rules import Unreadable
from chalicelib.previews.pictures.showing import show, show_file
from chalicelib.projects.projects.records import Project
from chalicelib.store import files
from chalicelib.tasks.access import task_action
from chalicelib.tasks.comments.records import comments
from chalicelib.tasks.tasks.records import Task
from chalicelib.web.body import File, Sent
from chalicelib.web.filters import cut
from chalicelib.web.http import Answer, Request
from chalicelib.web.refusals import answer_to
from chalicelib.web.routes import Routes

routes = Routes(__name__)


@routes.post("/pictures/preview-files/{preview_file_id}", allow=task_action, shows=PreviewFile)
def send(
    preview_file: PreviewFile, task: Task, entity: Entity, project: Project, sent: Sent, changes: Changes
) -> dict[str, Any] | Answer:
    """Take the file of a preview, once; of a kind that nobody can review, the preview goes with it."""
    file = file_of(sent)
    _check_waits(preview_file, file)
    name = kinds.name_of(file.name)
    if name.ending not in kinds.PUBLISHED or (name.ending in kinds.MOVIES and not file.size):
        removed(changes, preview_file, task, entity, project, around(preview_file, entity, project))
        return answer_to(BreaksRule(f"file: {file.name!r} is empty, or nothing that can be published"))
    outcome = _receive(preview_file, file, name.ending)
    place = Place(task, entity, project, list(comments.many(preview_file.comments).values()))
    return cut(received(changes, preview_file, place, outcome, name.stem, file.id), relations=False, shown=None)


def _check_waits(preview: PreviewFile, file: File) -> None:
    """Refuse a second file, also one that was kept before another one was faster, and goes then. Raises Refused."""
    try:
        check_waits(preview)
    except Refused:
        files.delete(*files.below(place_of(preview.id, file.id)))
        raise


def file_of(sent: Sent) -> File:
    """Return the file of a form. Raises BreaksRule for a form without one."""
    if "file" not in sent.files:
        raise BreaksRule("file: is required, as a file of a form")
    return sent.files["file"]


def _receive(preview: PreviewFile, file: File, ending: str) -> Outcome:
    try:
        return receive(place_of(preview.id, file.id), file.stream, file.size, ending)
    except Unreadable as error:
        raise BreaksRule(f"file: {error}") from error


@routes.get("/pictures/thumbnails/preview-files/{preview_file_id}.png", allow=shown_access)
def thumbnail(preview_file: PreviewFile, request: Request) -> Answer:
    """A picture in 150 x 100 pixels."""
    return show(request, preview_file, "thumbnails")


@routes.get("/pictures/thumbnails-square/preview-files/{preview_file_id}.png", allow=shown_access)
def square(preview_file: PreviewFile, request: Request) -> Answer:
    """A picture in 100 x 100 pixels."""
    return show(request, preview_file, "thumbnails-square")


@routes.get("/pictures/previews/preview-files/{preview_file_id}.png", allow=file_access)
def preview(preview_file: PreviewFile, request: Request) -> Answer:
    """A picture 1200 pixels wide."""
    return show(request, preview_file, "previews")


@routes.get("/pictures/originals/preview-files/{preview_file_id}.png", allow=shown_access)
def original(preview_file: PreviewFile, request: Request) -> Answer:
    """A picture as it was sent."""
    return show(request, preview_file, kinds.PICTURE)


@routes.get("/pictures/originals/preview-files/{preview_file_id}.{extension}", allow=file_access)
def original_file(preview_file: PreviewFile, extension: str, request: Request) -> Answer:
    """A file of any kind that can be published; every ending but a picture's fetches it, whatever its own is."""
    return show_file(request, preview_file, extension)


@routes.get("/pictures/originals/preview-files/{preview_file_id}/download", allow=file_access)
def download(preview_file: PreviewFile, entity: Entity, project: Project, task: Task, request: Request) -> Answer:
    """A file of any kind, to be saved under a name that says what it is of."""
    name = download_name(project, entity, task, preview_file)
    return show(request, preview_file, preview_file.extension or "", name)
