"""Notifications: what a person should know of, because it is their task, their name or their subscription."""

from collections.abc import Iterable
from typing import Literal

from chalicelib.refs import CommentId, PersonId, PlaylistId, TaskId
from chalicelib.store import Collection, Record, reading


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


def placed(places: Iterable[tuple[str, str]]) -> list[Notification]:
    """Return the notifications at these places, each a person's and its own id. Costs one trip."""
    keys = [reading.Key(notifications.partition(person_id), record_id) for person_id, record_id in places]
    return [notifications.record(item) for item in reading.records(keys).values()]


def unread_of(person_id: str) -> list[str]:
    """Return the ids of what a person has not read yet. Costs one Query."""
    return [link.target for link in reading.links(f"unread#{person_id}")]
