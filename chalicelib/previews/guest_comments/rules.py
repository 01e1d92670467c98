"""What is true of guests' comments: what they may see, say and change, and what an answer doesn't tell them."""

from typing import Any

from chalicelib.access import CLIENT, Actor, Standing
from chalicelib.errors import BreaksRule, Forbidden
from chalicelib.people.persons.records import Person
from chalicelib.projects.projects.records import Project
from chalicelib.tasks.access import status_access
from chalicelib.tasks.comments import effects
from chalicelib.tasks.comments.ground import Ground
from chalicelib.tasks.comments.records import Comment
from chalicelib.tasks.statuses.records import TaskStatus

# Whom a text names tells who is on the team; who has read a comment is between its colleagues.
NOT_TOLD: dict[str, Any] = {"mentions": [], "department_mentions": [], "acknowledgements": []}
OF_REPLY = ("id", "date", "person_id", "text", "person")


def actor_in(project_id: str) -> Actor:
    """Return a guest as access sees one: a client of the production, and nobody in the log."""
    return Actor(id="", role=CLIENT, standing=Standing(roles={project_id: None}))


def is_visible(comment: Comment, author: Person | None) -> bool:
    """Return whether guests may read a comment on what a playlist shows: what is for clients, and what guests said."""
    return comment.for_client or (author is not None and author.is_guest)


def check_may_comment(by: Actor, ground: Ground) -> None:
    """Refuse a status that is not for clients, and one retake too many. Raises BreaksRule."""
    task, entity, project = ground.place
    if not status_access(by, project, ground.status):
        raise BreaksRule(f"task_status_id: {ground.status.name} is not for clients to give")
    effects.check_retakes(task, entity, project, ground.status)


def check_listed(task_id: str, task_ids: set[str]) -> None:
    """Refuse a task of which the playlist shows nothing. Raises Forbidden."""
    if task_id not in task_ids:
        raise Forbidden("the playlist shows nothing of this task")


def check_own(comment: Comment, guest: Person) -> None:
    """Refuse what somebody else has said. Raises Forbidden."""
    if comment.person_id != guest.id:
        raise Forbidden("this comment is not yours")


def check_status(project: Project, status: TaskStatus | None) -> None:
    """Refuse another status for a comment that is not for clients to give. Raises BreaksRule for none, Forbidden."""
    if status is None:
        raise BreaksRule("task_status_id: there is no such status")
    if not status_access(actor_in(project.id), project, status):
        raise Forbidden(f"you may not set the status {status.name}")


def reply_shown(reply: dict[str, Any]) -> dict[str, Any]:
    """Return a reply as guests see it."""
    return {name: reply[name] for name in OF_REPLY if name in reply}
