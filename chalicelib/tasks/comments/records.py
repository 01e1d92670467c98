"""Comments: what is said about a task, and the status that it gets with it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

import msgspec

from chalicelib.refs import ChatMessageId, CommentId, DepartmentId, PersonId, PreviewFileId, TaskStatusId
from chalicelib.store import Collection, Record, each, reading
from chalicelib.store.records import Json, Text10, Text80, Text250


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
    `notified` are the notifications that it caused, as [person, id]; they go with it, and are never shown.
    """

    RELATIONS: ClassVar = (
        "acknowledgements", "mentions", "department_mentions", "previews", "attachment_files", "project_id", "notified",
    )  # fmt: skip
    HIDDEN: ClassVar = ("project_id", "notified")

    shotgun_id: int | None = None
    object_id: str
    object_type: Text80
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
    project_id: str = ""
    notified: list[tuple[str, str]] = []


class AttachmentFile(Record, frozen=True, kw_only=True):
    """A file beside a comment, one of its replies, or a message of a chat; `size` is in bytes."""

    name: Text250 | None = None
    size: int | None = 1
    extension: Text10 | None = None
    mimetype: Text250 | None = None
    comment_id: CommentId | None = None
    reply_id: str | None = None
    chat_message_id: ChatMessageId | None = None


comments = Collection(
    Comment, within="object_id", links=lambda c: {(f"comments#{c.project_id}", f"{c.object_id}#{c.id}"): c.person_id}
)
attachment_files = Collection(AttachmentFile, home="attachment_file")


def of_task(task_id: str) -> list[Comment]:
    """Return a task's comments, the newest first. Costs one Query."""
    return sorted(comments.within(task_id), key=order, reverse=True)


def of_production(project_id: str) -> list[Comment]:
    """Return a production's comments, in no order. Costs a Query chain and a trip."""
    targets = [link.target.split("#") for link in reading.links(f"comments#{project_id}")]
    keys = [reading.Key(comments.partition(task_id), comment_id) for task_id, comment_id in targets]
    return [comments.record(item) for item in reading.records(keys).values()]


def written_by(person_id: str, project_id: str) -> list[str]:
    """Return the ids of a person's comments in a production. Costs one Query chain."""
    author = f'"{person_id}"'
    return [link.target.rpartition("#")[2] for link in reading.links(f"comments#{project_id}") if link.facts == author]


def of_productions(ids: Iterable[str]) -> list[Comment]:
    """Return the comments of several productions; each costs what `of_production` does, all at once."""
    return [comment for found in each(of_production, ids) for comment in found]


def order(comment: Comment) -> tuple[dt.datetime, str]:
    """Return what comments are ordered by: when they count from, and then when they were written."""
    return comment.created_at, comment.id


def file_of(attachment_id: str) -> str:
    """Return under which name an attachment's bytes are kept."""
    return f"attachments/{attachment_id}"
