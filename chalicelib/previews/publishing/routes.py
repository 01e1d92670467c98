"""Publishing operations: the files of a comment."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity
from chalicelib.errors import Forbidden, NotFound
from chalicelib.people.persons.records import Person
from chalicelib.previews.files.found import around, news_of
from chalicelib.previews.files.records import PreviewFile, folder, of_task
from chalicelib.previews.files.rules import removed
from chalicelib.previews.publishing import rules
from chalicelib.projects.projects.records import Project
from chalicelib.store import files, gather
from chalicelib.tasks.access import task_action
from chalicelib.tasks.comments.access import readable
from chalicelib.tasks.comments.records import Comment
from chalicelib.tasks.tasks.records import Task
from chalicelib.web.filters import Query, cut, is_true
from chalicelib.web.routes import Routes

routes = Routes(__name__)


class Wanted(msgspec.Struct):
    """The revision that a file is to have; without it the next one."""

    revision: Annotated[int, Meta(ge=0)] | None = None


@routes.post("/actions/tasks/{task_id}/comments/{comment_id}/add-preview", allow=task_action, shows=PreviewFile)
def add(task: Task, comment: Comment, project: Project, body: Wanted, changes: Changes) -> dict[str, Any]:
    """Announce a file of a comment; the file itself is sent afterwards."""
    previews, news = gather(lambda: of_task(task.id), lambda: news_of(comment, project.id))
    place = rules.place_for(comment, previews, body.revision)
    return _shown(rules.publish(changes, comment, task, project, news, place))


@routes.post(
    "/actions/tasks/{task_id}/comments/{comment_id}/preview-files/{preview_file_id}",
    allow=task_action,
    shows=PreviewFile,
)
def add_beside(
    task: Task, comment: Comment, preview_file: PreviewFile, project: Project, changes: Changes
) -> dict[str, Any]:
    """Announce one more file in the revision of another one of the comment."""
    _check_published_with(comment, preview_file)
    previews, news = gather(lambda: of_task(task.id), lambda: news_of(comment, project.id))
    return _shown(rules.publish(changes, comment, task, project, news, rules.after(preview_file, previews)))


class Forced(msgspec.Struct):
    """Whether somebody insists, which only managers may."""

    force: bool = False


@routes.delete(
    "/actions/tasks/{task_id}/comments/{comment_id}/preview-files/{preview_file_id}", allow=task_action, malformed=400
)
def remove(
    task: Task, comment: Comment, preview_file: PreviewFile, entity: Entity, project: Project, person: Person,
    by: Actor, production: Production, query: Annotated[Query, Forced], changes: Changes,
) -> None:  # fmt: skip
    """Take a file out of a comment, and away; `person` is who wrote the comment."""
    _check_published_with(comment, preview_file)
    if is_true(query, "force") and not access.manager(by, production):
        raise Forbidden("only a manager may force this")
    if not readable(by, project, comment, person):
        raise Forbidden("you may not read this comment")
    removed(changes, preview_file, task, entity, project, around(preview_file, entity, project))
    changes.discard(*files.below(folder(preview_file.id)))


def _check_published_with(comment: Comment, preview: PreviewFile) -> None:
    if preview.id not in comment.previews:
        raise NotFound("the file was not published with this comment")


def _shown(preview: PreviewFile) -> dict[str, Any]:
    return cut(preview, relations=True, shown=None)
