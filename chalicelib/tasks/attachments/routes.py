"""The files beside comments: adding some, removing one, and those of a task."""

from typing import Any

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.changes import Changes
from chalicelib.tasks.attachments import rules
from chalicelib.tasks.comments import files
from chalicelib.tasks.comments.access import author_or_manager
from chalicelib.tasks.comments.records import Attachment, AttachmentFile, Comment, attachment_files, comments
from chalicelib.tasks.tasks.records import Task
from chalicelib.web.body import Sent
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes

routes = Routes(__name__)


def of_own_comment(
    by: Actor, production: Production, task: Task, comment: Comment, attachment_file: AttachmentFile
) -> bool:
    """Allow the comment's author and the production's managers, if the file is the comment's."""
    return attachment_file.comment_id == comment.id and author_or_manager(by, production, task, comment)


@routes.post("/actions/tasks/{task_id}/comments/{comment_id}/add-attachment", allow=author_or_manager, foreign=403)
def add(task: Task, comment: Comment, sent: Sent, changes: Changes) -> list[Attachment]:
    """Add files to a comment."""
    with files.kept(sent.files.values()) as kept:
        changed = rules.attach(changes, comment, task.project_id, kept)
    return changed.attachment_files[len(comment.attachment_files) :]


@routes.delete(
    "/data/tasks/{task_id}/comments/{comment_id}/attachments/{attachment_file_id}", allow=of_own_comment, foreign=403
)
def remove(task: Task, comment: Comment, attachment_file: AttachmentFile, changes: Changes) -> None:
    """Remove a file from a comment."""
    rules.detach(changes, comment, task.project_id, attachment_file)


@routes.get("/data/tasks/{task_id}/attachment-files", allow=access.admin, shows=list[AttachmentFile])
def of_task(task_id: str) -> list[dict[str, Any]]:
    """The files of a task's comments, each with its comment; an unknown task has none."""
    said = {comment.id: comment for comment in comments.within(task_id)}
    found = attachment_files.many(file.id for comment in said.values() for file in comment.attachment_files)
    return [
        cut(file, relations=False, shown=None)
        | {"comment": cut(said[file.comment_id or ""], relations=False, shown=None), "chat_message": None}
        for file in found.values()
    ]
