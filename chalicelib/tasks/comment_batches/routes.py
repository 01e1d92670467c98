"""Comments on many tasks at once; each is posted on its own, so what came before a refusal stays."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.errors import DoesNotFit, NotFound
from chalicelib.people.persons.records import persons
from chalicelib.projects.projects.records import Project
from chalicelib.store import each, gather
from chalicelib.store.ids import well_formed
from chalicelib.tasks.comment_batches import rules
from chalicelib.tasks.comments import files, posting
from chalicelib.tasks.comments.ground import Draft
from chalicelib.tasks.comments.records import Comment, comments
from chalicelib.tasks.comments.rules import date_of, own_rights
from chalicelib.tasks.tasks.records import Task, tasks
from chalicelib.tasks.types.records import task_types
from chalicelib.web.body import File, Sent
from chalicelib.web.routes import Routes

routes = Routes(__name__)
Values = dict[str, Any]
FILE = "attachment_file-"


class Entry(msgspec.Struct):
    """One comment of several."""

    task_status_id: str
    task_id: str | None = None
    text: str | None = ""
    person_id: str | None = None
    created_at: Any = None
    checklist: list[Values] | None = None
    links: list[str] | None = None
    for_client: bool | None = False


class Batch(msgspec.Struct):
    """Several comments."""

    comments: list[Entry]


class Copies(msgspec.Struct):
    """The tasks whose clients' last words are passed on, and what is said before them."""

    task_ids: Annotated[list[str], Meta(min_length=1)]
    prefix: str | None = ""


@routes.post("/actions/projects/{project_id}/tasks/comment-many", allow=access.signed_in, shows=list[Comment])
def many(project: Project, body: Any, by: Actor) -> list[Values]:
    """Comment on many tasks; those that the caller has nothing to do with are passed over."""
    wanted = rules.entries(body)
    found, types = gather(lambda: tasks.many({entry["object_id"] for entry in wanted}), task_types.all)
    type_of = {one.id: one for one in types}
    answer = []
    for entry in wanted:
        task = found.get(entry["object_id"])
        if task is None:
            raise NotFound(f"there is no task {entry['object_id']}")
        if task.project_id == project.id and rules.works_on(by, task, type_of.get(task.task_type_id)):
            draft = Draft(entry["task_status_id"], entry.get("comment") or "", [], entry.get("links") or [])
            answer.append(posting.post(by, task.id, draft, posting.judged))
    return answer


@routes.post("/actions/tasks/batch-comment", allow=access.signed_in, terse=True, shows=list[Comment])
def on_tasks(body: Batch, sent: Sent, by: Actor) -> list[Values]:
    """Comment on several tasks, with files."""
    return [_post(by, entry.task_id or "", entry, _files_of(sent, at)) for at, entry in enumerate(body.comments)]


@routes.post("/actions/tasks/{task_id}/batch-comment", allow=access.team, terse=True, shows=list[Comment])
def on_task(task: Task, body: Batch, sent: Sent, by: Actor) -> list[Values]:
    """Comment on a task several times, with files."""
    return [_post(by, task.id, entry, _files_of(sent, at)) for at, entry in enumerate(body.comments)]


def _files_of(sent: Sent, at: int) -> list[File]:
    name = f"{FILE}{at}"
    return [file for field, file in sent.files.items() if field == name or field.startswith(f"{name}-")]


def _post(by: Actor, task_id: str, entry: Entry, attached: list[File]) -> Values:
    address = tasks.address(task_id) if well_formed(task_id) else None
    if address is None:
        raise NotFound(f"there is no task {task_id}")
    with files.kept(attached) as kept:
        draft = Draft(
            entry.task_status_id, entry.text or "", entry.checklist or [], entry.links or [], entry.person_id,
            date_of(entry.created_at), bool(entry.for_client), kept,
        )  # fmt: skip
        posted = posting.post(by, task_id, own_rights(by, address.above["project"].sort, draft), posting.judged)
    return posted | {"preview_files": []}


@routes.post("/actions/projects/{project_id}/tasks/copy-client-comments", allow=access.manager, shows=list[Comment])
def copy_client_comments(project: Project, body: Copies, by: Actor) -> list[Values]:
    """Pass on to the team what clients last said about tasks."""
    if not all(well_formed(one) for one in body.task_ids):
        raise DoesNotFit("task_ids", "must be ids")
    own = [task for task in tasks.many(body.task_ids).values() if task.project_id == project.id]
    said = each(lambda task: comments.within(task.id), own)
    people = persons.many({comment.person_id for of_task in said for comment in of_task})
    answer = []
    for task, of_task in zip(own, said, strict=True):
        last = rules.last_of_clients(of_task, people, project)
        if last is not None:
            draft = Draft(None, rules.passed_on(last, body.prefix or ""))
            answer.append(posting.post(by, task.id, draft, posting.judged))
    return answer
