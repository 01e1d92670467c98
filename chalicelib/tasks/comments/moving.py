"""Moves a comment to another task of the same entity, where it is news and told once more."""

from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.people.persons.records import persons
from chalicelib.store import gather
from chalicelib.tasks.comments import editing, removing, rules, telling
from chalicelib.tasks.comments.ground import Ground, Place, words_of
from chalicelib.tasks.comments.records import Comment
from chalicelib.tasks.news import rules as news_rules
from chalicelib.tasks.news.records import of_comment
from chalicelib.tasks.notifications.records import placed
from chalicelib.tasks.statuses.records import task_statuses
from chalicelib.tasks.subscriptions.records import followers
from chalicelib.tasks.tasks.records import Task
from chalicelib.tasks.types.records import task_types


def move(changes: Changes, comment: Comment, place: Place, target: Task) -> Comment:
    """Move a comment, and compute both tasks anew; its status is no change there. Costs three trips."""
    moved = replace(comment, object_id=target.id)
    (before, after), lines, notes, ground = gather(
        lambda: gather(
            lambda: removing.history_of(place.task, without=comment),
            lambda: removing.history_of(target, instead=moved),
        ),
        lambda: of_comment(comment.project_id, comment.created_at, comment.id),
        lambda: placed(comment.notified),
        lambda: _ground(comment, place._replace(task=target)),
    )
    telling.withdraw(changes, notes)
    for line in lines:
        news_rules.withdraw(changes, line)
    editing.recounted(changes, place.task, before)
    editing.recounted(changes, target, after)
    told = rules.notes_of(ground, moved, change=False)
    moved = changes.move(replace(moved, notified=[(note.person_id, note.id) for note in told]), comment, target)
    changes.tell("comment:delete", target.project_id, comment_id=comment.id, task_id=place.task.id)
    rules.tell(changes, "comment:new", moved, target.project_id, task_status_id=moved.task_status_id)
    telling.tell(changes, target.project_id, told)
    news_rules.report(changes, moved, target, place.entity, change=False)
    return moved


def _ground(comment: Comment, place: Place) -> Ground:
    task = place.task
    task_type, (status, author), follow, words = gather(
        lambda: task_types.get(task.task_type_id),
        lambda: gather(lambda: task_statuses.get(comment.task_status_id or ""), lambda: persons.get(comment.person_id)),
        lambda: followers(task.id, place.entity.parent_id, task.task_type_id),
        lambda: words_of(place.project, comment.text),
    )
    return Ground(place, task_type, status, author, follow, words, [])
