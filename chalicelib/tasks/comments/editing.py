"""What is true of changing and removing comments: who may change what, and what goes and comes with it."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule, Forbidden
from chalicelib.tasks.access import status_access, task_action
from chalicelib.tasks.comments import effects, words
from chalicelib.tasks.comments.ground import Place, Words
from chalicelib.tasks.comments.records import Comment
from chalicelib.tasks.notifications import rules as notification_rules
from chalicelib.tasks.notifications.records import Notification
from chalicelib.tasks.statuses.records import TaskStatus
from chalicelib.tasks.tasks.records import Task
from chalicelib.tasks.types.records import TaskType

AUTHORS = frozenset({"text", "checklist", "links", "task_status_id"})
SUPERVISORS = frozenset({"pinned"})
WORKERS = frozenset({"checklist"})


class History(NamedTuple):
    """A task's comments, the statuses that they have, and the id of the status that tasks begin with."""

    comments: list[Comment]
    statuses: Mapping[str, TaskStatus]
    first: str | None


def check_may_edit(
    by: Actor, place: Place, task_type: TaskType, comment: Comment, changed: Iterable[str], status: TaskStatus | None
) -> None:
    """Refuse what is not the person's to change; `status` is the new one, None where it stays. Raises Forbidden."""
    task, entity, project = place
    if by.manages(project.id):
        return
    allowed: set[str] = set(AUTHORS) if comment.person_id == by.id else set()
    supervises = by.supervises(project.id, task_type.department_id)
    allowed |= SUPERVISORS if supervises else frozenset()
    allowed |= WORKERS if supervises or by.id in task.assignees else frozenset()
    if not set(changed) <= allowed:
        raise Forbidden(f"you may not change {', '.join(sorted(set(changed) - allowed))} of this comment")
    if status is not None:
        acts = task_action(by, project.id, task, entity, task_type)  # type: ignore[arg-type]
        if not acts or not status_access(by, project, status):
            raise Forbidden(f"you may not set the status {status.name}")


class Reread(NamedTuple):
    """A comment with the mentions that its text has now, and the notifications of those before and of these."""

    comment: Comment
    old: list[Notification]
    new: list[Notification]


def reread(comment: Comment, known: Words, notes: Iterable[Notification]) -> Reread:
    """Read the mentions of a comment whose text was changed; `notes` are all notifications that it has caused."""
    old = [note for note in notes if note.notification_type == "mention"]
    named = words.mentions(comment.text, *known)
    new = notification_rules.notes(
        "mention", words.called(named, known.team), author_id=comment.person_id, task_id=comment.object_id,
        comment_id=comment.id,
    )  # fmt: skip
    gone = {note.id for note in old}
    notified = [place for place in comment.notified if place[1] not in gone]
    notified += [(note.person_id, note.id) for note in new]
    changed = replace(comment, mentions=named.persons, department_mentions=named.departments, notified=notified)
    return Reread(changed, old, new)


def withdraw(changes: Changes, comment: Comment, task: Task) -> None:
    """Take a comment away, and tell."""
    changes.tell("comment:delete", task.project_id, comment_id=comment.id, task_id=task.id)
    changes.remove(comment)


def recount(changes: Changes, task: Task, history: History, author_id: str) -> Task:
    """Compute a task anew from its comments, and tell; of its status only when that is another one."""
    after = recounted(changes, task, history)
    if after.task_status_id != task.task_status_id:
        changes.tell(
            "task:status-changed", task.project_id, task_id=task.id, new_task_status_id=after.task_status_id,
            previous_task_status_id=task.task_status_id, person_id=author_id,
        )  # fmt: skip
    return after


def recounted(changes: Changes, task: Task, history: History) -> Task:
    """Compute a task anew from its comments, and tell that it was changed."""
    after = effects.recounted(task, history.comments, history.statuses, history.first or task.task_status_id)
    changes.tell("task:update", task.project_id, task_id=task.id)
    return changes.save(after)


def check_may_move(comment: Comment, task: Task, target: Task) -> None:
    """Refuse a target that is the same task or another entity's, and a comment with previews. Raises BreaksRule."""
    if target.id == task.id:
        raise BreaksRule("target_task_id: the comment is there already")
    if target.entity_id != task.entity_id:
        raise BreaksRule("target_task_id: the task is of another entity")
    if comment.previews:
        raise BreaksRule("a comment with previews stays on its task")
    if comment.object_id != task.id:
        raise BreaksRule("the comment is not of this task")
