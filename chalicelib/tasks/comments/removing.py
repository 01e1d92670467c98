"""Reads what goes with a comment, and lets it go: news, notifications, attachments and previews."""

from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.entities.entities.records import entities, sort_key
from chalicelib.previews.files.records import preview_files
from chalicelib.store import files, gather, reading
from chalicelib.tasks.comments import editing, telling
from chalicelib.tasks.comments.editing import History
from chalicelib.tasks.comments.ground import statuses_of
from chalicelib.tasks.comments.records import Comment, attachment_files, comments, file_of
from chalicelib.tasks.news.records import of_comment
from chalicelib.tasks.news.rules import withdraw as withdraw_line
from chalicelib.tasks.notifications.records import placed
from chalicelib.tasks.statuses.records import task_statuses
from chalicelib.tasks.statuses.rules import default_of
from chalicelib.tasks.tasks.records import Task, tasks

CONCEPT = "Concept"


def remove(changes: Changes, comment: Comment, task: Task) -> None:
    """Take a comment away with all that hangs on it, and compute its task anew. Costs two trips."""
    history, lines, notes, _ = gather(
        lambda: history_of(task, without=comment),
        lambda: of_comment(task.project_id, comment.created_at, comment.id),
        lambda: placed(comment.notified),
        lambda: _remove_files(changes, comment),
    )
    telling.withdraw(changes, notes)
    for line in lines:
        withdraw_line(changes, line)
    editing.withdraw(changes, comment, task)
    _show_others(changes, comment, editing.recount(changes, task, history, comment.person_id))


def history_of(task: Task, *, without: Comment | None = None, instead: Comment | None = None) -> History:
    """Return a task's history, less one comment, or with one as it is now. Costs two trips."""
    left = [one for one in comments.within(task.id) if one.id not in {c.id for c in (without, instead) if c}]
    left += [instead] if instead is not None else []
    if left:
        return History(left, statuses_of(left), task.task_status_id)
    first = default_of(task_statuses.all(), for_concept=_is_of_concept(task))
    return History([], {}, first.id if first is not None else task.task_status_id)


def _show_others(changes: Changes, comment: Comment, task: Task) -> None:
    """Show no more what was published with a comment that goes: on its task the newest that is left."""
    gone = set(comment.previews)
    if not gone:
        return
    left, entity = gather(lambda: preview_files.within(task.id), lambda: entities.find(task.entity_id))
    if task.last_preview_file_id in gone:
        newest = max((one.id for one in left if one.id not in gone), default=None)
        changes.save(replace(task, last_preview_file_id=newest))
    if entity is not None and entity.preview_file_id in gone:
        changes.save(replace(entity, preview_file_id=None))


def _is_of_concept(task: Task) -> bool:
    """Return whether a task is a concept's, from its address, which costs no trip."""
    address = tasks.address(task.id)
    return address is not None and address.above["entity"].sort.startswith(sort_key(CONCEPT))


def _remove_files(changes: Changes, comment: Comment) -> None:
    ids = [file.id for file in comment.attachment_files]
    places = [reading.Key(preview_files.partition(comment.object_id), one) for one in comment.previews]
    for record in attachment_files.many(ids).values():
        changes.remove(record)
        changes.discard(file_of(record.id))
    for item in reading.records(places).values():
        changes.remove(preview_files.record(item))
        changes.discard(*files.below(f"previews/{item.sort}/"))
