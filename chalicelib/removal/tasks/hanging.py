"""What hangs on a task: what was said, published, followed and booked about it, and its files."""

from typing import Any

from chalicelib.files.hanging import of_task as files_of
from chalicelib.planning.schedule_versions.records import of_task as schedule_links_of
from chalicelib.planning.time_spents.records import of_task as times_of
from chalicelib.removal.projects import belongings
from chalicelib.store import each, gather
from chalicelib.store.records import Record
from chalicelib.tasks.comments.records import attachment_files, comments
from chalicelib.tasks.news.records import of_comment
from chalicelib.tasks.notifications.records import of_assignations, placed
from chalicelib.tasks.subscriptions.records import Subscription, of_followed
from chalicelib.tasks.tasks.records import Task, tasks

Records = list[Any]


def hanging_on(task: Task) -> Records:
    """Return the records that go with a task. Costs three trips, and a small Query for each comment, all at once."""
    said, below, of_people, planned = gather(
        lambda: _said(task),
        lambda: [*each(lambda of: of.within(task.id), belongings.below(tasks)), files_of(task)],
        lambda: [*of_assignations(task.id), *of_followed([f"task#{task.id}"])],
        lambda: [*times_of(task.id), *schedule_links_of(task.id)],
    )
    found: list[Record] = [*said, *(one for of_kind in below for one in of_kind), *of_people, *planned]
    return found


def _said(task: Task) -> Records:
    """Return a task's comments with their notifications, their files, and their lines in the news.

    Those lie at the comments' dates among their production's.
    """
    said = comments.within(task.id)
    lines, notes, attached = gather(
        lambda: each(lambda one: of_comment(task.project_id, one.created_at, one.id), said),
        lambda: placed(place for one in said for place in one.notified),
        lambda: attachment_files.many(file.id for one in said for file in one.attachment_files),
    )
    return [*said, *notes, *attached.values(), *(line for found in lines for line in found)]


def followed_in(sequence_id: str, task_type_ids: list[str]) -> list[Subscription]:
    """Return the subscriptions to these types in a sequence. Costs two trips at once for each type."""
    return of_followed(f"sequence#{sequence_id}#{type_id}" for type_id in task_type_ids)
