"""Sends and withdraws the notifications of comments: a few in the commit of what they tell, many in their own.

One commit takes some thirty notifications, and a department may be larger. Those in commits of their own are written at
once; when somebody else is faster meanwhile, and the request runs again, the same may be told twice, and nobody missed.
"""

from collections.abc import Sequence

from chalicelib.changes import Changes
from chalicelib.store import work
from chalicelib.tasks.notifications.records import Notification, placed
from chalicelib.tasks.notifications.rules import send

A_FEW = 12  # so that as many can be withdrawn and sent in one commit: each is three writes
AT_ONCE = 25  # in a commit that does nothing else

Place = tuple[str, str]


def tell(changes: Changes, project_id: str, notes: Sequence[Notification]) -> None:
    """Send notifications of a comment that is there already."""

    def tell_some(part: Changes, some: Sequence[Notification]) -> list[Notification]:
        send(part, project_id, some)
        return []

    send(changes, project_id, notes[:A_FEW])
    work.in_parts(notes[A_FEW:], AT_ONCE, tell_some, changes.by)


def withdraw(changes: Changes, notes: Sequence[Notification]) -> None:
    """Withdraw notifications that were read in this request."""

    def withdraw_some(part: Changes, some: Sequence[Place]) -> list[Notification]:
        for note in placed(some):
            part.remove(note)
        return []

    for note in notes[:A_FEW]:
        changes.remove(note)
    work.in_parts([(note.person_id, note.id) for note in notes[A_FEW:]], AT_ONCE, withdraw_some, changes.by)
