"""What becomes of a preview, its task and its entity when its file has come."""

from typing import Any, Literal, NamedTuple

import msgspec

from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity
from chalicelib.errors import Refused
from chalicelib.previews.files.records import PreviewFile
from chalicelib.previews.files.rules import can_be_shown
from chalicelib.previews.main.rules import choose
from chalicelib.projects.projects.records import Project
from chalicelib.tasks.comments.records import Comment
from chalicelib.tasks.comments.rules import tell
from chalicelib.tasks.tasks.records import Task

replace = msgspec.structs.replace


class Outcome(NamedTuple):
    """What a file turned out to be: pixels, seconds and bytes of what is kept; `reason` says why it is broken."""

    extension: str
    status: Literal["ready", "broken"]
    file_size: int = 0
    width: int = 0
    height: int = 0
    duration: float = 0.0
    data: dict[str, Any] | None = None
    reason: str = ""


class Place(NamedTuple):
    """What a preview belongs to."""

    task: Task
    entity: Entity
    project: Project
    comments: list[Comment]


def check_waits(preview: PreviewFile) -> None:
    """Refuse a second file for a preview. Raises Refused."""
    if preview.original_name is not None:
        raise Refused("this preview has its file already")


def received(
    changes: Changes, preview: PreviewFile, place: Place, outcome: Outcome, original_name: str, kept_in: str
) -> PreviewFile:
    """Note what the file of a preview is, and in which folder it lies; what can be shown stands for its task now."""
    saved = changes.save(
        replace(
            preview, original_name=original_name, extension=outcome.extension, status=outcome.status,
            file_size=outcome.file_size, width=outcome.width, height=outcome.height, duration=outcome.duration,
            data=outcome.data, kept_in=kept_in,
        )
    )  # fmt: skip
    if can_be_shown(saved):
        changes.save(replace(place.task, last_preview_file_id=saved.id))
        if place.project.is_set_preview_automated:
            choose(changes, place.entity, saved)
    _tell(changes, saved, place, outcome.reason)
    for comment in place.comments:
        changes.tell(
            "preview-file:add-file", place.project.id, comment_id=comment.id, task_id=place.task.id,
            preview_file_id=saved.id, revision=saved.revision, extension=saved.extension, status=saved.status,
        )  # fmt: skip
    return saved


def unreadable(changes: Changes, preview: PreviewFile, place: Place, reason: str) -> PreviewFile:
    """Note that what was sent for a preview can't be shown, and why; another file may follow."""
    data = {**(preview.data if isinstance(preview.data, dict) else {}), "reason": reason}
    saved = changes.save(replace(preview, status="broken", data=data))
    _tell(changes, saved, place, reason)
    return saved


def _tell(changes: Changes, preview: PreviewFile, place: Place, reason: str) -> None:
    facts: dict[str, Any] = {"reason": reason} if reason else {}
    changes.tell("preview-file:update", place.project.id, preview_file_id=preview.id, status=preview.status, **facts)
    for comment in place.comments:
        tell(changes, "comment:update", comment, place.project.id)
