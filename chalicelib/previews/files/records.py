"""Preview files: the pictures, movies and other files that are published for review, in revisions."""

from typing import Any, ClassVar, Literal

import msgspec

from chalicelib.refs import CommentId, OutputFileId, PersonId, TaskId
from chalicelib.store import Collection, Record, Unique, reading
from chalicelib.store.records import Json, Text10, Text40, Text150, Text250, Text400, Text600


class PreviewFile(Record, frozen=True, kw_only=True):
    """One published file of a task; those of one revision were published together, in the order of `position`.

    `width` and `height` are pixels, `duration` seconds, `file_size` bytes. `status` says whether it can be shown yet;
    `validation_status` is a reviewer's verdict. `annotations` are what reviewers drew, by time. `kept_in` is the folder
    in the bucket, below the preview's own, that has its file; each file that is sent has one, so that of two that are
    sent at once none overwrites the other.
    """

    RELATIONS: ClassVar = ("comments", "kept_in")
    HIDDEN: ClassVar = ("kept_in",)

    name: Text250 | None = None
    original_name: Text250 | None = None
    revision: int | None = 1
    position: int | None = 1
    extension: Text10 | None = None
    description: str | None = None
    path: Text400 | None = None
    source: Text40 | None = None
    file_size: int | None = 0
    status: Literal["processing", "ready", "broken", "missing"] = "processing"
    validation_status: Literal["validated", "rejected", "neutral"] = "neutral"
    annotations: Json = None
    width: int | None = 0
    height: int | None = 0
    duration: float | None = 0.0
    data: Json = None
    token_in: int | None = None
    token_out: int | None = None
    task_id: TaskId
    person_id: PersonId | None = None
    source_file_id: OutputFileId | None = None
    shotgun_id: int | None = None
    is_movie: bool = False
    url: Text600 | None = None
    uploaded_movie_url: Text600 | None = None
    uploaded_movie_name: Text150 | None = None
    comments: list[CommentId] = []
    kept_in: str = ""


RUNNING = "running-previews"


def _links(preview: PreviewFile) -> dict[tuple[str, str], Any]:
    """Return what finds a preview that can't be shown: their ids are in the order of their making."""
    return {} if preview.status == "ready" else {(RUNNING, preview.id): preview.task_id}


preview_files = Collection(
    PreviewFile,
    within="task_id",
    links=_links,
    unique=[
        Unique(
            "name",
            lambda p: f"{p.task_id}#{p.revision}#{p.name}" if p.name else None,
            "name: is taken in this revision",
        ),
        Unique("shotgun_id", lambda p: p.shotgun_id and str(p.shotgun_id), "shotgun_id: another preview has this id"),
    ],
)


def folder(preview_id: str) -> str:
    """Return the prefix of the names of a preview's files in the bucket; who removes the record removes them."""
    return f"previews/{preview_id}/"


def place_of(preview_id: str, kept_in: str) -> str:
    """Return the prefix of the names of one file of a preview and of what is made of it."""
    return f"{folder(preview_id)}{kept_in}/" if kept_in else folder(preview_id)


def running() -> list[PreviewFile]:
    """Return the previews that can't be shown yet, or can't any more, the newest first. Costs a Query and a trip."""
    places = [(msgspec.json.decode(link.facts or b'""', type=str), link.target) for link in reading.links(RUNNING)]
    keys = [reading.Key(preview_files.partition(task_id), preview_id) for task_id, preview_id in reversed(places)]
    items = reading.records(keys)
    return [preview_files.record(items[key]) for key in keys if key in items]


def of_task(task_id: str) -> list[PreviewFile]:
    """Return a task's previews, in the order of their creation. Costs one Query."""
    return preview_files.within(task_id)
