"""Operations with which guests of a share link comment on what its playlist shows."""

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from chalicelib import access
from chalicelib.changes import Changes
from chalicelib.entities.ids import Id
from chalicelib.errors import BreaksRule, NotFound
from chalicelib.previews.attachments.showing import show_attached
from chalicelib.previews.avatars.kept import see
from chalicelib.previews.guest_comments import rules
from chalicelib.previews.guest_comments.found import author_in, file_in, listed, own_comment, said_in
from chalicelib.previews.guests.found import reviewing
from chalicelib.previews.shared.found import Key, opened, tasks_in
from chalicelib.projects.projects.records import Project
from chalicelib.store import gather
from chalicelib.tasks.attachments.rules import attach, detach
from chalicelib.tasks.comments import files, posting
from chalicelib.tasks.comments.ground import Draft
from chalicelib.tasks.comments.records import Comment, attachment_files
from chalicelib.tasks.comments.removing import remove
from chalicelib.tasks.comments.revising import revise
from chalicelib.tasks.statuses.records import task_statuses
from chalicelib.tasks.tasks.records import Task
from chalicelib.web.body import Sent
from chalicelib.web.filters import cut
from chalicelib.web.http import Answer, Request
from chalicelib.web.routes import Routes

routes = Routes(__name__)
LINK = "/shared/playlists/{token}"
COMMENT = f"{LINK}/comments/{{comment_id}}"
Values = dict[str, Any]


class Guest(msgspec.Struct):
    """Who asks."""

    guest_id: Id


class NewComment(Guest):
    """A guest's comment on a task that the playlist shows, and the status that the task gets."""

    task_id: Id
    task_status_id: Id
    text: str | None = ""
    checklist: list[Values] | None = None


class ChangedComment(Guest):
    """What a guest changes of a comment of their own."""

    text: str | UnsetType | None = UNSET
    checklist: list[Values] | UnsetType | None = UNSET
    task_status_id: Id | UnsetType = UNSET


class KeyOfGuest(Key):
    """What opens a link, and who asks, where the form doesn't say so."""

    guest_id: str = ""


def _answered(comment: Comment) -> Values:
    return cut(comment, relations=True, shown=None) | rules.NOT_TOLD


@routes.get(f"{LINK}/comments", allow=access.anyone, shows=list[Comment])
def of_playlist(token: str, query: Key) -> list[Values]:
    """What was said of what the playlist shows, the newest first: by guests, and what is for clients."""
    return listed(said_in(opened(token, query)))


@routes.post(f"{LINK}/comments", allow=access.anyone, shows=Comment)
def comment(token: str, query: Key, body: NewComment) -> Values:
    """Comment on what the playlist shows; it is a client's comment, but its hashtags send it nowhere."""
    playlist, guest = reviewing(token, query, body.guest_id)
    task_ids, status = gather(lambda: tasks_in(playlist), lambda: task_statuses.find(body.task_status_id))
    rules.check_listed(body.task_id, task_ids)
    if status is None:
        raise BreaksRule("task_status_id: there is no such status")
    draft = Draft(status.id, body.text or "", body.checklist or [], person_id=guest.id, spread=False)
    by = rules.actor_in(playlist.project_id)
    return posting.post(by, body.task_id, draft, rules.check_may_comment) | rules.NOT_TOLD


@routes.put(COMMENT, allow=access.anyone, shows=Comment)
def change(
    token: str, comment: Comment, task: Task, project: Project, query: Key, body: ChangedComment, changes: Changes
) -> Values:
    """Change a guest's own comment."""
    guest = own_comment(token, query, body.guest_id, comment)
    values: Values = {"editor_id": guest.id}
    if body.text is not UNSET:
        values["text"] = body.text or ""
    if body.checklist is not UNSET:
        values["checklist"] = body.checklist or []
    if body.task_status_id not in (UNSET, comment.task_status_id):
        rules.check_status(project, task_statuses.find(str(body.task_status_id)))
        values["task_status_id"] = body.task_status_id
    return _answered(revise(changes, comment, replace(comment, **values), task, project))


@routes.delete(COMMENT, allow=access.anyone)
def delete(token: str, comment: Comment, task: Task, query: Key, body: Guest, changes: Changes) -> None:
    """Take a guest's own comment away."""
    own_comment(token, query, body.guest_id, comment)
    remove(changes, comment, task)


@routes.post(f"{COMMENT}/attachments", allow=access.anyone, shows=Comment)
def add_files(token: str, comment: Comment, task: Task, query: KeyOfGuest, sent: Sent, changes: Changes) -> Values:
    """Add files to a guest's own comment."""
    said = sent.values.get("guest_id") if isinstance(sent.values, dict) else None
    own_comment(token, query, str(said or query.guest_id), comment)
    with files.kept(sent.files.values()) as kept:
        return _answered(attach(changes, comment, task.project_id, kept))


@routes.delete(f"{COMMENT}/attachments/{{file_id}}", allow=access.anyone)
def remove_file(
    token: str, comment: Comment, task: Task, file_id: str, query: Key, body: Guest, changes: Changes
) -> None:
    """Remove a file from a guest's own comment."""
    own_comment(token, query, body.guest_id, comment)
    file = attachment_files.find(file_id)
    if file is None or file.comment_id != comment.id:
        raise NotFound("the comment has no such file")
    detach(changes, comment, task.project_id, file)


@routes.get(f"{LINK}/attachment-files/{{file_id}}/file/{{file_name}}", allow=access.anyone)
def content(token: str, file_id: str, file_name: str, query: Key, request: Request) -> Answer:
    """A file of a comment that guests may read; a browser shows pictures and saves everything else."""
    return show_attached(request, file_in(opened(token, query), file_id), file_name)


@routes.get(f"{LINK}/pictures/thumbnails/persons/{{person_id}}.png", allow=access.anyone)
def portrait(token: str, person_id: str, query: Key, request: Request) -> Answer:
    """The picture of somebody who has said something that guests may read."""
    return see(request, author_in(said_in(opened(token, query)), person_id))
