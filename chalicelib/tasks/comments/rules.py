"""What happens when somebody comments, in the order in which it happens."""

import contextlib
import datetime as dt
from typing import Any, NamedTuple

from msgspec.structs import replace

from chalicelib.access import VENDOR, Actor
from chalicelib.changes import Changes
from chalicelib.errors import Forbidden
from chalicelib.store.records import moment_of
from chalicelib.tasks.access import status_access, task_action
from chalicelib.tasks.comments import effects, words
from chalicelib.tasks.comments.ground import Draft, Ground
from chalicelib.tasks.comments.records import Attachment, AttachmentFile, Comment
from chalicelib.tasks.news import rules as news
from chalicelib.tasks.notifications import rules as notifications
from chalicelib.tasks.notifications.records import Notification
from chalicelib.tasks.statuses.records import TaskStatus
from chalicelib.tasks.tasks.records import Task

AT_ONCE = 20  # notifications of one commit: each is three writes, and the comment and its task need a dozen


class Posted(NamedTuple):
    """A comment that was posted, its task as it is now, and the notifications that another commit must send."""

    comment: Comment
    task: Task
    unsent: list[Notification]


def mentioned(by: Actor, comments: list[Comment]) -> bool:
    """Return whether a comment or a reply names the person or one of their departments."""
    said: list[dict[str, Any]] = [reply for comment in comments for reply in comment.replies]
    people = {one for comment in comments for one in comment.mentions}
    people |= {one for reply in said for one in reply.get("mentions") or []}
    departments = {one for comment in comments for one in comment.department_mentions}
    departments |= {one for reply in said for one in reply.get("department_mentions") or []}
    return by.id in people or bool(departments & set(by.departments))


def may_act(by: Actor, ground: Ground) -> bool:
    """Return whether the task is the person's to work on or to judge."""
    task, entity, project = ground.place
    return task_action(by, project.id, task, entity, ground.task_type)  # type: ignore[arg-type]


def may_answer(by: Actor, task: Task, comments: list[Comment]) -> bool:
    """Return whether somebody may answer on the task because they were named there; vendors may not."""
    return by.role_in(task.project_id) not in (None, VENDOR) and mentioned(by, comments)


def check_status(by: Actor, ground: Ground) -> None:
    """Refuse a status that the person may not give. Raises Forbidden."""
    if not status_access(by, ground.place.project, ground.status):
        raise Forbidden(f"you may not set the status {ground.status.name}")


def own_rights(by: Actor, project_id: str, draft: Draft) -> Draft:
    """Return the draft without what only managers may say: who wrote it, when, and that it is for clients."""
    if by.manages(project_id):
        return draft
    return draft._replace(person_id=None, created_at=None, for_client=False)


def date_of(sent: Any) -> dt.datetime | None:
    """Return the date that a comment is given; one that can't be read is now."""
    with contextlib.suppress(ValueError):
        return moment_of(sent) if isinstance(sent, str) else None
    return None


def post(changes: Changes, ground: Ground, draft: Draft, statuses: dict[str, TaskStatus]) -> Posted:
    """Post a comment: it is kept, moves its task, and everybody who should know of it is told.

    `statuses` are those of the task's history, for a comment that is older than the task's last one. Raises BreaksRule
    for a retake too many.
    """
    task, entity, project = ground.place
    if draft.spread:
        effects.check_retakes(task, entity, project, ground.status)
    comment = _written(ground, draft, draft.created_at or changes.now)
    for file in draft.files:
        changes.add(replace(file, comment_id=comment.id))
    tell(changes, "comment:new", comment, task.project_id, task_status_id=comment.task_status_id)
    moved = _moved(changes, ground, comment, statuses)
    change = moved.task_status_id != task.task_status_id and effects.is_newest(task, comment.created_at)
    if change:
        _tell_of_status(changes, comment, task, moved, ground.status)
    notes = notes_of(ground, comment, change=change)
    comment = replace(comment, notified=[(note.person_id, note.id) for note in notes])
    changes.add(comment, under=task)
    notifications.send(changes, task.project_id, notes[:AT_ONCE])
    news.report(changes, comment, task, entity, change=change)
    return Posted(comment, moved, notes[AT_ONCE:])


def _written(ground: Ground, draft: Draft, moment: dt.datetime) -> Comment:
    named = words.mentions(draft.text, *ground.words)
    return Comment(
        created_at=moment, updated_at=moment, object_id=ground.place.task.id, object_type="Task", text=draft.text,
        checklist=list(draft.checklist), links=list(draft.links), for_client=draft.for_client,
        task_status_id=ground.status.id, person_id=ground.author.id, mentions=named.persons,
        department_mentions=named.departments, attachment_files=[as_shown(file) for file in draft.files],
        project_id=ground.place.project.id,
    )  # fmt: skip


def _moved(changes: Changes, ground: Ground, comment: Comment, statuses: dict[str, TaskStatus]) -> Task:
    """Keep the task as the comment leaves it."""
    task = ground.place.task
    changes.tell("task:update", task.project_id, task_id=task.id)
    if effects.is_newest(task, comment.created_at):
        return changes.save(effects.commented(task, ground.status, comment.created_at, changes.now))
    known = statuses | {ground.status.id: ground.status}
    return changes.save(effects.recounted(task, [*ground.history, comment], known, ground.status.id))


def _tell_of_status(changes: Changes, comment: Comment, before: Task, after: Task, status: TaskStatus) -> None:
    facts: dict[str, Any] = {
        "task_id": after.id, "new_task_status_id": after.task_status_id,
        "previous_task_status_id": before.task_status_id, "person_id": comment.person_id,
    }  # fmt: skip
    changes.tell("task:status-changed", after.project_id, **facts)
    if status.is_feedback_request:
        changes.tell("task:to-review", after.project_id, comment_id=comment.id, **facts)


def tell(changes: Changes, name: str, comment: Comment, project_id: str | None, **more: Any) -> None:
    """Note what happened to a comment."""
    changes.tell(
        name, project_id, comment_id=comment.id, task_id=comment.object_id, person_id=comment.person_id,
        for_client=comment.for_client, **more,
    )  # fmt: skip


def notes_of(ground: Ground, comment: Comment, *, change: bool) -> list[Notification]:
    """Return what people are told: those who work on or follow the task, and once more those who are named."""
    named = words.Mentions(comment.mentions, comment.department_mentions)
    facts: dict[str, Any] = {"author_id": comment.person_id, "task_id": comment.object_id, "comment_id": comment.id}
    concerned = [*ground.place.task.assignees, *sorted(ground.followers)]
    return [
        *notifications.notes("comment", concerned, change=change, **facts),
        *notifications.notes("mention", words.called(named, ground.words.team), **facts),
    ]


def as_shown(file: AttachmentFile) -> Attachment:
    """Return a file as its comment shows it."""
    return Attachment(
        id=file.id, name=file.name or "", extension=file.extension or "", size=file.size or 0, reply_id=file.reply_id
    )  # fmt: skip
