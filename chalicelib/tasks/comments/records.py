"""Comments: what is said about a task, and the status that it gets with it."""

import datetime as dt
from typing import Any, ClassVar

import msgspec

from chalicelib.refs import DepartmentId, PersonId, PreviewFileId, TaskStatusId
from chalicelib.store import Collection, Record
from chalicelib.store.records import Json, Text80


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was sent with a comment, as the comment shows it; `size` is in bytes."""

    id: str
    name: str
    extension: str
    size: int
    reply_id: str | None = None


class Comment(Record, frozen=True, kw_only=True):
    """A comment on a task (`object_id`).

    `checklist` is [{text, checked}], `replies` are whole: [{id, date, person_id, text, mentions, department_mentions}].
    `created_at` is when it counts from: a manager may date a comment back. `for_client`: clients see it too.
    """

    RELATIONS: ClassVar = ("acknowledgements", "mentions", "department_mentions", "previews", "attachment_files")

    shotgun_id: int | None = None
    object_id: str
    object_type: Text80 = "Task"
    text: str | None = None
    data: Json = None
    replies: list[dict[str, Any]] = []
    checklist: list[Any] | None = []
    pinned: bool | None = None
    for_client: bool = False
    links: list[str] | None = None
    task_status_id: TaskStatusId | None = None
    person_id: PersonId
    editor_id: PersonId | None = None
    preview_file_id: PreviewFileId | None = None
    acknowledgements: list[PersonId] = []
    mentions: list[PersonId] = []
    department_mentions: list[DepartmentId] = []
    previews: list[PreviewFileId] = []
    attachment_files: list[Attachment] = []


comments = Collection(Comment, within="object_id")


def of_task(task_id: str) -> list[Comment]:
    """Return a task's comments, the newest first. Costs one Query."""
    return sorted(comments.within(task_id), key=order, reverse=True)


def order(comment: Comment) -> tuple[dt.datetime, str]:
    """Return what comments are ordered by: when they count from, and then when they were written."""
    return comment.created_at, comment.id
