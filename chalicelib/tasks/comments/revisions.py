"""Carries the last revision of a task over to another one, as an automation asks for."""

import uuid
from typing import NamedTuple

from msgspec.structs import replace

from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.previews.files.records import PreviewFile, of_task
from chalicelib.store import each, files, gather, work
from chalicelib.store.ids import new_id
from chalicelib.tasks.comments.records import comments
from chalicelib.tasks.comments.rules import tell
from chalicelib.tasks.news.records import of_comment
from chalicelib.tasks.tasks.records import tasks

NAME_LENGTH = 13


class Copy(NamedTuple):
    """A preview, and the id of its copy."""

    preview: PreviewFile
    id: str


def carry_over(by: Actor, source_id: str, target_id: str, comment_id: str) -> None:
    """Copy the files of a task's last revision into a new one of another task, for a comment there."""
    copies = [Copy(preview, new_id()) for preview in last_revision(of_task(source_id))]
    if not copies:
        return
    each(_copy_files, copies)
    work.run(lambda changes: _publish(changes, copies, target_id, comment_id), by.id)


def last_revision(found: list[PreviewFile]) -> list[PreviewFile]:
    """Return the previews of the highest revision, in the order of their position."""
    last = max((preview.revision or 0 for preview in found), default=0)
    return sorted((one for one in found if (one.revision or 0) == last), key=lambda one: one.position or 0)


def _copy_files(copy: Copy) -> None:
    for name in files.below(f"previews/{copy.preview.id}/"):
        files.copy(name, name.replace(copy.preview.id, copy.id))


def _publish(changes: Changes, copies: list[Copy], target_id: str, comment_id: str) -> None:
    """Note the copies as the files of a comment, and show the first on its task."""
    task, comment, there = gather(
        lambda: tasks.get(target_id), lambda: comments.get(comment_id), lambda: of_task(target_id)
    )
    revision = max((preview.revision or 0 for preview in there), default=0) + 1
    for preview, copy_id in copies:
        copied = replace(
            preview, id=copy_id, created_at=changes.now, name=str(uuid.uuid4())[:NAME_LENGTH], revision=revision,
            task_id=task.id, person_id=comment.person_id, comments=[comment.id], shotgun_id=None, annotations=None,
        )  # fmt: skip
        changes.add(copied, under=task)
        changes.tell("preview-file:new", task.project_id, preview_file_id=copy_id, comment_id=comment.id)
    ids = [copy.id for copy in copies]
    changes.save(replace(task, last_preview_file_id=ids[0]))
    tell(changes, "comment:update", changes.save(replace(comment, previews=ids)), task.project_id)
    for line in of_comment(task.project_id, comment.created_at, comment.id):
        changes.save(replace(line, preview_file_id=ids[0]))
