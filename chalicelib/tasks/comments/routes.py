"""Comment operations."""

from typing import Annotated, Any

import msgspec

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity
from chalicelib.people.persons.records import persons
from chalicelib.previews.files.records import PreviewFile, preview_files
from chalicelib.projects.projects.records import Project, projects
from chalicelib.store import gather, reading
from chalicelib.store.records import fields_of
from chalicelib.tasks.access import task_access
from chalicelib.tasks.comments import editing, files, moving, posting, removing, rules, views
from chalicelib.tasks.comments.access import author_or_manager, comment_access
from chalicelib.tasks.comments.ground import Draft, Place
from chalicelib.tasks.comments.records import Comment, comments, of_production, of_productions
from chalicelib.tasks.comments.revising import revise
from chalicelib.tasks.statuses.records import task_statuses
from chalicelib.tasks.tasks.records import Task, tasks
from chalicelib.tasks.types.records import TaskType
from chalicelib.web import filters
from chalicelib.web.answers import paged
from chalicelib.web.body import Sent
from chalicelib.web.filters import Query, cut, is_true
from chalicelib.web.queries import Page, WithoutRelations
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table
from chalicelib.web.table import change as table_change
from chalicelib.web.table import create as table_create

routes = Routes(__name__)
Values = dict[str, Any]
# What no change of a comment touches: it is moved, answered and illustrated by operations of its own.
KEPT = (
    "object_id", "object_type", "project_id", "notified", "mentions", "department_mentions", "replies", "previews",
    "attachment_files", "editor_id",
)  # fmt: skip


class NewComment(msgspec.Struct):
    """A comment as it is sent; who, when and for whom are for managers to say."""

    task_status_id: str
    comment: str | None = ""
    checklist: list[Values] | None = None
    links: list[str] | None = None
    person_id: str | None = None
    created_at: Any = None
    for_client: bool | None = False


class Target(msgspec.Struct):
    """The task to which a comment moves."""

    target_task_id: str


class WithPreviews(msgspec.Struct):
    """Whether a comment's previews are shown whole."""

    with_previews: bool = False


def _edited(_changes: Changes, by: Actor, old: Comment, new: Comment) -> Comment:
    return msgspec.structs.replace(new, editor_id=by.id, checklist=new.checklist or [], project_id=old.project_id)


def _all_tasks(_by: Actor, query: Query) -> list[str]:
    asked = filters.asked_id(query, "object_id")
    return [asked] if asked else list({one.object_id for one in of_productions(one.id for one in projects.all())})


plain = table(
    routes, "/data/comments", comments, read=access.admin, write=access.admin, hooks=Hooks(changed=_edited), kept=KEPT,
    parents=_all_tasks, without=("create", "get", "change", "delete"),
)  # fmt: skip


@routes.post("/data/comments", allow=access.admin, shows=Comment)
def create(body: Any, by: Actor, changes: Changes) -> Values:
    """Keep a comment as it is; it touches no task."""
    comment = table_create(plain, changes, by, body)
    changes.told.pop()
    task = tasks.find(comment.object_id)
    comment = msgspec.structs.replace(comment, project_id=task.project_id if task else "")
    changes.add(comment, under=task)
    rules.tell(changes, "comment:new", comment, None)
    return cut(comment, relations=True, shown=None)


@routes.post("/actions/tasks/{task_id}/comment", allow=access.team, shows=Comment)
def comment(task: Task, body: NewComment, sent: Sent, by: Actor) -> Values:
    """Comment on a task, and give it a status."""
    with files.kept(sent.files.values()) as kept:
        draft = Draft(
            body.task_status_id, body.comment or "", body.checklist or [], body.links or [], body.person_id,
            rules.date_of(body.created_at), bool(body.for_client), kept,
        )  # fmt: skip
        return posting.post(by, task.id, rules.own_rights(by, task.project_id, draft), posting.judged)


@routes.get("/data/tasks/{task_id}/comments", allow=task_access)
def of_task(task: Task, entity: Entity, project: Project, by: Actor) -> list[Values]:
    """A task's comments, the newest first; to each reader what is theirs."""
    return views.of(by, project, task.id)


@routes.get("/data/tasks/{task_id}/comments/{comment_id}", allow=comment_access, shows=Comment)
def of_task_one(task: Task, comment: Comment) -> Values:
    """One comment of a task, plain."""
    return cut(comment, relations=False, shown=None)


@routes.get("/data/comments/{comment_id}", allow=comment_access)
def one(comment: Comment, task: Task, query: Annotated[Query, WithoutRelations, WithPreviews]) -> Values:
    """One comment, with those who wrote it and its replies."""
    previews, people = gather(lambda: _previews(comment), lambda: persons.many(views.people_of([comment])))
    shown = cut(comment, relations=is_true(query, "relations", True), shown=None)
    if is_true(query, "with_previews"):
        shown["previews"] = [cut(one, relations=False, shown=None) for one in previews]
    elif "previews" not in shown:
        shown["previews"] = []
    shown["replies"] = views.with_people(comment.replies, people)
    return shown | {"person": views.short(people.get(comment.person_id))}


def _previews(comment: Comment) -> list[PreviewFile]:
    keys = [reading.Key(preview_files.partition(comment.object_id), one) for one in comment.previews]
    return [preview_files.record(item) for item in reading.records(keys).values()]


@routes.put("/data/comments/{comment_id}", allow=comment_access, malformed=400, shows=Comment)
def change(
    comment: Comment, task: Task, entity: Entity, project: Project, task_type: TaskType, body: Any, by: Actor,
    changes: Changes,
) -> Values:  # fmt: skip
    """Edit a comment; its mentions are read anew, and another status computes the task anew."""
    changed = _changed(comment, body)
    status = task_statuses.find(str(body["task_status_id"])) if "task_status_id" in changed else None
    editing.check_may_edit(by, Place(task, entity, project), task_type, comment, changed, status)
    edited = table_change(plain, changes, by, comment, body)
    changes.told.pop()
    return cut(revise(changes, comment, edited, task, project), relations=False, shown=None)


def _changed(comment: Comment, body: Any) -> set[str]:
    """Return the fields that a body gives another value."""
    before = msgspec.to_builtins(comment)
    sent = body.items() if isinstance(body, dict) else ()
    quiet = {"mentions", "department_mentions", "editor_id", "id", "created_at", "updated_at", "type"}
    return {
        name for name, value in sent if name in fields_of(Comment) and name not in quiet and before.get(name) != value
    }


@routes.delete("/data/comments/{comment_id}", allow=author_or_manager)
def delete(comment: Comment, task: Task, changes: Changes) -> None:
    """Take a comment away, and compute its task anew."""
    removing.remove(changes, comment, task)


routes.add("DELETE", "/data/tasks/{task_id}/comments/{comment_id}", delete, author_or_manager, status=204)


@routes.get("/data/projects/{project_id}/comments", allow=access.studio_team, shows=paged(Comment))
def of_project(project: Project, query: Annotated[Query, Page]) -> Any:
    """A production's comments, the last changed first."""
    found = sorted(of_production(project.id), key=lambda one: (one.updated_at, one.created_at, one.id), reverse=True)
    if "page" not in query:
        found = found[: filters.limit_of(query)] if "limit" in query else found
        return [cut(one, relations=True, shown=None) for one in found]
    page = filters.page_of(found, query)
    return page | {"data": [cut(one, relations=True, shown=None) for one in page["data"]]}


def mover(by: Actor, production: Production, task: Task, entity: Entity) -> bool:
    """Allow those whose own role is manager or admin, on tasks that they may see."""
    return by.role in (access.ADMIN, access.MANAGER) and task_access(by, production, task, entity)


@routes.post("/actions/tasks/{task_id}/comments/{comment_id}/move", allow=mover, status=200, shows=Comment)
def move(task: Task, comment_id: str, entity: Entity, project: Project, body: Target, changes: Changes) -> Values:
    """Move a comment to another task of the same entity; both are computed anew."""
    comment, target = gather(lambda: comments.get(comment_id), lambda: tasks.get(body.target_task_id))
    editing.check_may_move(comment, task, target)
    return cut(moving.move(changes, comment, Place(task, entity, project), target), relations=True, shown=None)
