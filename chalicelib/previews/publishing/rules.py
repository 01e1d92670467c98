"""Publishing: a comment brings files for review; those of one comment are one revision of its task."""

import uuid
from typing import NamedTuple

import msgspec

from chalicelib.changes import Changes
from chalicelib.errors import Refused
from chalicelib.previews.files.records import PreviewFile
from chalicelib.previews.files.rules import check_free, in_revision
from chalicelib.projects.projects.records import Project
from chalicelib.tasks.comments.records import Comment
from chalicelib.tasks.comments.rules import tell
from chalicelib.tasks.news.records import News
from chalicelib.tasks.tasks.records import Task

replace = msgspec.structs.replace
NAME_LENGTH = 13
SOURCE, UNTIL_SENT = "webgui", "mp4"


class Place(NamedTuple):
    """Where a new file goes."""

    revision: int
    position: int


def place_for(comment: Comment, of_task: list[PreviewFile], asked: int | None) -> Place:
    """Return the place of a comment's next file: after its others, or first in a revision of its own.

    Raises Refused when the revision that was asked for has its first file already.
    """
    own = next((p for p in of_task if p.id in comment.previews), None)
    if own is not None:
        return after(own, of_task)
    if asked is not None:
        check_free(of_task, asked)
        return Place(asked, 1)
    return Place(max((p.revision or 0 for p in of_task), default=0) + 1, 1)


def after(preview: PreviewFile, of_task: list[PreviewFile]) -> Place:
    """Return the place of one more file in a preview's revision."""
    return Place(preview.revision or 0, len(in_revision(of_task, preview.revision)) + 1)


def publish(
    changes: Changes, comment: Comment, task: Task, project: Project, news: list[News], place: Place
) -> PreviewFile:
    """Make the record of a file that is still to be sent. Raises Refused for one file too many in a revision."""
    if place.position > 1 and project.is_single_preview_per_revision:
        raise Refused("position: this production has one file in a revision")
    preview = changes.add(
        PreviewFile(
            name=str(uuid.uuid4())[:NAME_LENGTH], source=SOURCE, extension=UNTIL_SENT, revision=place.revision,
            position=place.position, task_id=task.id, person_id=changes.by, comments=[comment.id],
        ),
        under=task,
    )  # fmt: skip
    # Whoever publishes on the same task at this moment is outrun, looks again, and gets the next revision.
    changes.save(task)
    changes.save(replace(comment, previews=[*comment.previews, preview.id]))
    for line in news:
        changes.save(replace(line, preview_file_id=preview.id))
    changes.tell("preview-file:new", project.id, preview_file_id=preview.id, comment_id=comment.id)
    tell(changes, "comment:update", comment, project.id)
    return preview
