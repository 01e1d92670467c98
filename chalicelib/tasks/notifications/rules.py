"""Who is told of what: a notification for each one, never for the author."""

from collections.abc import Iterable
from typing import Literal

from msgspec.structs import replace

from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import NotFound
from chalicelib.tasks.notifications.records import Notification

Kind = Literal["comment", "mention", "reply", "reply-mention"]


def notes(
    kind: Kind, people: Iterable[str], *, author_id: str, task_id: str, comment_id: str, reply_id: str | None = None,
    change: bool = False,
) -> list[Notification]:  # fmt: skip
    """Return a notification for each of these people but the author."""
    return [
        Notification(
            notification_type=kind,
            person_id=person_id,
            author_id=author_id,
            task_id=task_id,
            comment_id=comment_id,
            reply_id=reply_id,
            change=change,
        )
        for person_id in dict.fromkeys(people)
        if person_id != author_id
    ]


def send(changes: Changes, project_id: str, found: Iterable[Notification]) -> None:
    """Keep notifications, and tell the people's clients."""
    for note in found:
        changes.add(note)
        changes.tell("notification:new", project_id, kept=False, notification_id=note.id, person_id=note.person_id)


def read(changes: Changes, note: Notification, *, is_read: bool) -> Notification:
    """Mark a notification, and tell."""
    changes.tell(f"notification:{'read' if is_read else 'unread'}", person_id=note.person_id, notification_id=note.id)
    return changes.save(replace(note, read=is_read))


def check_own(by: Actor, note: Notification) -> None:
    """Say of somebody else's notification that it isn't there. Raises NotFound."""
    if note.person_id != by.id:
        raise NotFound(f"there is no notification {note.id}")


def read_all(changes: Changes, notes: Iterable[Notification]) -> list[Notification]:
    """Mark notifications as read, and tell of none of them."""
    return [changes.save(replace(note, read=True)) for note in notes]
