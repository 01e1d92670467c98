"""Notifications: what a person should know of, because it is their task, their name or their subscription."""

from collections.abc import Iterable
from typing import Any, Literal

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


def _links(note: Notification) -> dict[tuple[str, str], Any]:
    """Return what finds a notification: that it is unread; and its task, where no comment says of it."""
    links: dict[tuple[str, str], Any] = {} if note.read else {(f"unread#{note.person_id}", note.id): None}
    if note.task_id is not None and note.comment_id is None:
        links[f"assignations#{note.task_id}", f"{note.person_id}#{note.id}"] = None
    return links


notifications = Collection(Notification, within="person_id", links=_links)


def placed(places: Iterable[tuple[str, str]]) -> list[Notification]:
    """Return the notifications at these places, each a person's and its own id. Costs one trip."""
    keys = [reading.Key(notifications.partition(person_id), record_id) for person_id, record_id in places]
    return [notifications.record(item) for item in reading.records(keys).values()]


def unread_of(person_id: str) -> list[str]:
    """Return the ids of what a person has not read yet. Costs one Query."""
    return [link.target for link in reading.links(f"unread#{person_id}")]


def of_assignations(task_id: str) -> list[Notification]:
    """Return the notifications of who was given a task. Costs a Query and a trip."""
    targets = (link.target.partition("#") for link in reading.links(f"assignations#{task_id}"))
    return placed((person_id, record_id) for person_id, _, record_id in targets)
