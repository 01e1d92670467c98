"""What is true of replies: who may give one, whom it concerns, and what goes with it."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from msgspec.structs import replace

from chalicelib.access import CLIENT, Actor
from chalicelib.changes import Changes
from chalicelib.errors import Forbidden, NotFound
from chalicelib.people.persons.records import Person
from chalicelib.projects.projects.records import Project
from chalicelib.store.ids import new_id
from chalicelib.tasks.comments import words
from chalicelib.tasks.comments.access import by_client
from chalicelib.tasks.comments.ground import Words
from chalicelib.tasks.comments.records import AttachmentFile, Comment
from chalicelib.tasks.comments.rules import as_shown
from chalicelib.tasks.notifications import rules as notifications
from chalicelib.tasks.notifications.records import Notification
from chalicelib.tasks.tasks.records import Task

Reply = dict[str, Any]


def check_thread(by: Actor, project: Project, comment: Comment, author: Person | None) -> None:
    """Refuse all but managers and clients in a thread that clients see. Raises Forbidden."""
    seen_by_clients = comment.for_client or by_client(project, author)
    if seen_by_clients and not (by.manages(project.id) or by.role_in(project.id) == CLIENT):
        raise Forbidden("only managers answer where clients read along")


def written(changes: Changes, text: str, person_id: str, known: Words) -> Reply:
    """Return a new reply."""
    named = words.mentions(text, *known)
    return {
        "id": new_id(), "date": changes.now, "created_at": changes.now, "person_id": person_id, "text": text,
        "mentions": named.persons, "department_mentions": named.departments,
    }  # fmt: skip


class Answered(NamedTuple):
    """A comment with its new reply, and the notifications of it."""

    comment: Comment
    notes: list[Notification]


def answer(
    changes: Changes, comment: Comment, task: Task, reply: Reply, known: Words, followers: Iterable[str],
    files: Iterable[AttachmentFile],
) -> Answered:  # fmt: skip
    """Add a reply to a comment; those who work on the task, follow it, or have spoken before are to be told."""
    files = [changes.add(replace(file, comment_id=comment.id, reply_id=reply["id"])) for file in files]
    notes = _notes(comment, task, reply, known, followers)
    changes.tell("comment:reply", task.project_id, task_id=task.id, comment_id=comment.id, reply_id=reply["id"])
    answered = replace(
        comment,
        replies=[*comment.replies, reply],
        attachment_files=[*comment.attachment_files, *(as_shown(file) for file in files)],
        notified=[*comment.notified, *((note.person_id, note.id) for note in notes)],
    )
    return Answered(changes.save(answered), notes)


def _notes(comment: Comment, task: Task, reply: Reply, known: Words, followers: Iterable[str]) -> list[Notification]:
    spoken = [comment.person_id, *(one["person_id"] for one in comment.replies)]
    named = words.Mentions(reply["mentions"], reply["department_mentions"])
    facts: dict[str, Any] = {
        "author_id": reply["person_id"], "task_id": task.id, "comment_id": comment.id, "reply_id": reply["id"],
    }  # fmt: skip
    return [
        *notifications.notes("reply", [*task.assignees, *sorted(followers), *spoken], **facts),
        *notifications.notes("reply-mention", words.called(named, known.team), **facts),
    ]


def find(comment: Comment, reply_id: str) -> Reply:
    """Return a comment's reply. Raises NotFound."""
    for reply in comment.replies:
        if reply.get("id") == reply_id:
            return reply
    raise NotFound(f"there is no reply {reply_id}")


def check_own(by: Actor, reply: Reply) -> None:
    """Refuse to take back what somebody else said. Raises Forbidden."""
    if not by.is_admin and reply.get("person_id") != by.id:
        raise Forbidden("this is somebody else's reply")


def withdraw(changes: Changes, comment: Comment, reply_id: str, notes: Iterable[Notification]) -> Comment:
    """Take a reply back, and the notifications of it; `notes` are all that the comment has caused."""
    gone = [note for note in notes if note.reply_id == reply_id]
    for note in gone:
        changes.remove(note)
    ids = {note.id for note in gone}
    changes.tell(
        "comment:delete-reply", comment.project_id or None, kept=False, task_id=comment.object_id,
        comment_id=comment.id, reply_id=reply_id,
    )  # fmt: skip
    return changes.save(
        replace(
            comment,
            replies=[one for one in comment.replies if one.get("id") != reply_id],
            attachment_files=[file for file in comment.attachment_files if file.reply_id != reply_id],
            notified=[place for place in comment.notified if place[1] not in ids],
        )
    )


def acknowledge(changes: Changes, comment: Comment, person_id: str, project_id: str) -> Comment:
    """Note that somebody has read a comment, or has not after all."""
    known = person_id in comment.acknowledgements
    others = [one for one in comment.acknowledgements if one != person_id]
    changes.tell(
        f"comment:{'unacknowledge' if known else 'acknowledge'}", project_id, kept=False, comment_id=comment.id,
        person_id=person_id,
    )  # fmt: skip
    return changes.save(replace(comment, acknowledgements=others if known else [*others, person_id]))
