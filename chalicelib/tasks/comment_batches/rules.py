"""What is true of many comments at once: which are passed over, and what is copied from clients."""

from collections.abc import Iterable
from typing import Any

from chalicelib.access import Actor
from chalicelib.errors import BreaksRule, DoesNotFit
from chalicelib.people.persons.records import Person
from chalicelib.projects.projects.records import Project
from chalicelib.store.ids import well_formed
from chalicelib.tasks.comments.access import by_client
from chalicelib.tasks.comments.records import Comment, order
from chalicelib.tasks.tasks.records import Task
from chalicelib.tasks.types.records import TaskType

Entry = dict[str, Any]


def entries(body: Any) -> list[Entry]:
    """Return the entries of a body that say all that a comment needs. Raises BreaksRule, DoesNotFit."""
    if not isinstance(body, list):
        raise BreaksRule("the body must be a list of comments")
    for entry in body:
        if not isinstance(entry, dict):
            raise DoesNotFit("", "each comment must be an object")
    whole = [entry for entry in body if "comment" in entry and entry.get("object_id") and entry.get("task_status_id")]
    for entry in whole:
        for name in ("object_id", "task_status_id"):
            if not well_formed(entry[name]):
                raise DoesNotFit(name, f"{entry[name]!r} is no id")
    return whole


def works_on(by: Actor, task: Task, task_type: TaskType | None) -> bool:
    """Return whether somebody comments on a task among many: managers, its supervisors, and who is assigned."""
    department_id = task_type.department_id if task_type else None
    assigned = by.on_team(task.project_id) and by.id in task.assignees
    return assigned or by.supervises(task.project_id, department_id)


def last_of_clients(said: Iterable[Comment], people: dict[str, Person], project: Project) -> Comment | None:
    """Return the last comment of a client, None if no client has said anything."""
    theirs = (comment for comment in said if by_client(project, people.get(comment.person_id)))
    return max(theirs, key=order, default=None)


def passed_on(comment: Comment, prefix: str) -> str:
    """Return a client's words as they are passed on."""
    return f"{prefix}\n\n{comment.text or ''}" if prefix else comment.text or ""
