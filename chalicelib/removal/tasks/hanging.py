"""What hangs on a task: what was said, published, followed and booked about it."""

from typing import Any

from chalicelib.previews.files.records import preview_files
from chalicelib.store import each, gather, reading
from chalicelib.store.records import Record
from chalicelib.tasks.comments.records import Comment, comments
from chalicelib.tasks.news.records import news
from chalicelib.tasks.notifications.records import of_task as notifications_of
from chalicelib.tasks.subscriptions.records import Subscription, subscriptions
from chalicelib.tasks.tasks.records import Task

Records = list[Any]


def hanging_on(task: Task) -> Records:
    """Return the records that go with a task. Costs three trips, and a small Query for each comment, all at once."""
    said, published, notes, followed = gather(
        lambda: _said(task),
        lambda: preview_files.within(task.id),
        lambda: notifications_of(task.id),
        lambda: _followed(f"task#{task.id}"),
    )
    found: list[Record] = [*said, *published, *notes, *followed]
    return found


def _said(task: Task) -> Records:
    """Return a task's comments and their news, which lie at the comments' dates among their production's."""
    said = comments.within(task.id)
    lines = each(lambda date: news.within(task.project_id, date), {_date(one) for one in said})
    return [*said, *(line for found in lines for line in found if line.task_id == task.id)]


def _date(comment: Comment) -> str:
    return f"{comment.created_at.isoformat()}#"


def _followed(followed: str) -> list[Subscription]:
    """Return the subscriptions to a task, or to a type in a sequence."""
    people = [link.target for link in reading.links(f"followers#{followed}")]
    found = each(lambda person_id: subscriptions.within(person_id, f"{followed}#"), people)
    return [one for of_person in found for one in of_person]


def followed_in(sequence_id: str, task_type_ids: list[str]) -> list[Subscription]:
    """Return the subscriptions to these types in a sequence. Costs two trips at once for each type."""
    found = each(lambda type_id: _followed(f"sequence#{sequence_id}#{type_id}"), task_type_ids)
    return [one for of_type in found for one in of_type]
