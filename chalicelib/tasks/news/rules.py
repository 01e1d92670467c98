"""When there is news: for each comment, but not for concepts, which are not the whole production's business."""

from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity
from chalicelib.tasks.comments.records import Comment
from chalicelib.tasks.news.records import News
from chalicelib.tasks.tasks.records import Task

SILENT = "Concept"


def report(changes: Changes, comment: Comment, task: Task, entity: Entity, *, change: bool) -> None:
    """Write a comment's line, dated as the comment."""
    if entity.type == SILENT:
        return
    preview_id = comment.previews[0] if comment.previews else None
    line = News(
        created_at=comment.created_at, change=change, author_id=comment.person_id, comment_id=comment.id,
        task_id=task.id, preview_file_id=preview_id, production_id=task.project_id, task_type_id=task.task_type_id,
        task_status_id=comment.task_status_id, entity_id=entity.id,
    )  # fmt: skip
    changes.add(line, under=task)
    changes.tell(
        "news:new", task.project_id, news_id=line.id, task_status_id=comment.task_status_id,
        task_type_id=task.task_type_id,
    )  # fmt: skip


def withdraw(changes: Changes, line: News) -> None:
    """Take a line back, and tell."""
    changes.remove(line)
    changes.tell("news:delete", line.production_id, news_id=line.id)
