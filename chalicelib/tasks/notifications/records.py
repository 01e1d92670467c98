"""Notifications: what a person should know of, because it is their task, their name or their subscription."""

from typing import Literal

from chalicelib.refs import CommentId, PersonId, PlaylistId, TaskId
from chalicelib.store import Collection, Record


class Notification(Record, frozen=True, kw_only=True):
    """A notification to `person_id` of what `author_id` did; its own kind is `notification_type`."""

    read: bool = False
    change: bool = False
    notification_type: Literal["comment", "mention", "assignation", "reply", "reply-mention", "playlist-ready"]
    person_id: PersonId
    author_id: PersonId
    comment_id: CommentId | None = None
    task_id: TaskId | None = None
    reply_id: str | None = None
    playlist_id: PlaylistId | None = None


notifications = Collection(
    Notification,
    within="person_id",
    links=lambda n: {} if n.read else {(f"unread#{n.person_id}", n.id): None},
)
