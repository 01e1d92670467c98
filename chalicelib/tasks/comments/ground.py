"""Reads what a comment hangs on: its task with everything around it, in two trips after the address is known."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from chalicelib.access import Actor
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.errors import NotFound
from chalicelib.people.departments.records import Department, departments
from chalicelib.people.persons.records import Person, persons
from chalicelib.projects.projects.records import Project, projects
from chalicelib.store import gather, reading
from chalicelib.tasks.comments.effects import is_newest
from chalicelib.tasks.comments.records import AttachmentFile, Comment, comments
from chalicelib.tasks.statuses.records import TaskStatus, task_statuses
from chalicelib.tasks.statuses.rules import default_of
from chalicelib.tasks.subscriptions.records import followers
from chalicelib.tasks.tasks.records import Task, tasks
from chalicelib.tasks.types.records import TaskType, task_types


class Draft(NamedTuple):
    """A comment as somebody sends it; without a status the task keeps its own, without a date it is of now.

    `spread`: its hashtags send it to other tasks. `ran` are the automations that have led to it.
    """

    status_id: str | None
    text: str = ""
    checklist: list[dict[str, object]] = []
    links: list[str] = []
    person_id: str | None = None
    created_at: dt.datetime | None = None
    for_client: bool = False
    files: tuple[AttachmentFile, ...] = ()
    spread: bool = True
    ran: frozenset[str] = frozenset()


class Place(NamedTuple):
    """A task, and what it is of."""

    task: Task
    entity: Entity
    project: Project


class Words(NamedTuple):
    """The people and departments whom a text could name."""

    team: list[Person]
    departments: list[Department]


class Ground(NamedTuple):
    """All that a new comment hangs on; `history` is empty where the comment's date needs none."""

    place: Place
    task_type: TaskType
    status: TaskStatus
    author: Person
    followers: set[str]
    words: Words
    history: list[Comment]


def place_of(task_id: str) -> Place:
    """Return a task with its entity and production. Costs a trip. Raises NotFound."""
    address = tasks.address(task_id)
    if address is None:
        raise NotFound(f"there is no task {task_id}")
    keys = [address.key, address.above["entity"], address.above["project"]]
    items = reading.records(keys)
    if len(items) < len(keys):
        raise NotFound(f"there is no task {task_id}")
    return Place(tasks.record(items[keys[0]]), entities.record(items[keys[1]]), projects.record(items[keys[2]]))


def ground_of(by: Actor, task_id: str, draft: Draft) -> Ground:
    """Return what a draft hangs on. Costs two trips. Raises NotFound for what it names and isn't there."""
    place, author, status = gather(
        lambda: place_of(task_id),
        lambda: persons.get(draft.person_id or by.id),
        lambda: task_statuses.get(draft.status_id) if draft.status_id is not None else None,
    )
    task = place.task
    task_type, own_status, follow, (words, history) = gather(
        lambda: task_types.get(task.task_type_id),
        lambda: status or _own_status(place),
        lambda: followers(task.id, place.entity.parent_id, task.task_type_id),
        lambda: (words_of(place.project, draft.text), _history(task, draft)),
    )
    return Ground(place, task_type, own_status, author, follow, words, history)


def _own_status(place: Place) -> TaskStatus:
    """Return the status that a task has, or that it begins with where nobody has given it one. Raises NotFound."""
    if place.task.task_status_id is not None:
        return task_statuses.get(place.task.task_status_id)
    first = default_of(task_statuses.all(), for_concept=place.entity.type == "Concept")
    if first is None:
        raise NotFound("the task has no status to keep")
    return first


def words_of(project: Project, *texts: str | None) -> Words:
    """Return whom texts could name; costs two reads at once, none where nobody is called."""
    if not any("@" in (text or "") for text in texts):
        return Words([], [])
    return Words(*gather(lambda: list(persons.many(project.team).values()), departments.all))


def _history(task: Task, draft: Draft) -> list[Comment]:
    older = draft.created_at is not None and not is_newest(task, draft.created_at)
    return comments.within(task.id) if older else []


def statuses_of(found: Iterable[Comment]) -> dict[str, TaskStatus]:
    """Return the statuses that comments have, by id. Costs a trip."""
    return task_statuses.many({comment.task_status_id for comment in found if comment.task_status_id})
