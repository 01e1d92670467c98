"""Reply operations, and the nod that says that a comment was read."""

from typing import Any

import msgspec

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity
from chalicelib.errors import Forbidden
from chalicelib.people.persons.records import Person, persons
from chalicelib.projects.projects.records import Project
from chalicelib.store import gather
from chalicelib.tasks.access import task_access, task_action
from chalicelib.tasks.comments import files, telling, views
from chalicelib.tasks.comments.ground import words_of
from chalicelib.tasks.comments.records import Comment, attachment_files, comments, file_of
from chalicelib.tasks.comments.rules import may_answer
from chalicelib.tasks.notifications.records import placed
from chalicelib.tasks.replies import rules
from chalicelib.tasks.subscriptions.records import followers
from chalicelib.tasks.tasks.records import Task
from chalicelib.tasks.types.records import TaskType
from chalicelib.web.body import Sent
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes

routes = Routes(__name__)
Values = dict[str, Any]


class NewReply(msgspec.Struct):
    """What somebody replies."""

    text: str | None = ""


@routes.post("/data/tasks/{task_id}/comments/{comment_id}/ack", allow=task_access, status=200, shows=Comment)
def acknowledge(task: Task, comment: Comment, by: Actor, changes: Changes) -> Values:
    """Nod to a comment, or take the nod back."""
    return cut(rules.acknowledge(changes, comment, by.id, task.project_id), relations=True, shown=None)


@routes.post("/data/tasks/{task_id}/comments/{comment_id}/reply", allow=access.team, status=200, foreign=403)
def reply(
    task: Task, entity: Entity, project: Project, task_type: TaskType, comment: Comment, person: Person,
    body: NewReply, sent: Sent, by: Actor, changes: Changes,
) -> Values:  # fmt: skip
    """Reply to a comment; `person` is its author."""
    acts = comment.person_id == by.id or task_action(by, Production(project.id), task, entity, task_type)
    if not acts and not may_answer(by, task, comments.within(task.id)):
        raise Forbidden("you may not reply here")
    rules.check_thread(by, project, comment, person)
    known, follow, me = gather(
        lambda: words_of(project, body.text),
        lambda: followers(task.id, entity.parent_id, task.task_type_id),
        lambda: persons.get(by.id),
    )
    said = rules.written(changes, body.text or "", by.id, known)
    with files.kept(sent.files.values()) as kept:
        answered, notes = rules.answer(changes, comment, task, said, known, follow, kept)
        telling.tell(changes, project.id, notes)
    own = [file for file in answered.attachment_files if file.reply_id == said["id"]]
    return said | ({"attachment_files": own} if own else {}) | {"person": views.short(me)}


@routes.delete(
    "/data/tasks/{task_id}/comments/{comment_id}/reply/{reply_id}", allow=access.team, status=200, shows=Comment
)
def withdraw(task: Task, comment: Comment, reply_id: str, by: Actor, changes: Changes) -> Values:
    """Take a reply back, with its files."""
    rules.check_own(by, rules.find(comment, reply_id))
    notes, records = gather(
        lambda: placed(comment.notified),
        lambda: attachment_files.many(file.id for file in comment.attachment_files if file.reply_id == reply_id),
    )
    for record in records.values():
        changes.remove(record)
        changes.discard(file_of(record.id))
    return cut(rules.withdraw(changes, comment, reply_id, notes), relations=True, shown=None)
