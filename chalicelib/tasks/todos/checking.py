"""The tasks that wait for somebody's judgement: on a feedback status, in what they manage or supervise."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from msgspec import Struct

from chalicelib.access import ADMIN, MANAGER, SUPERVISOR, Actor
from chalicelib.errors import BreaksRule
from chalicelib.refs import EntityId, ProjectId, TaskStatusId, TaskTypeId
from chalicelib.store import each, gather
from chalicelib.store.ids import well_formed
from chalicelib.tasks.news.listing import moment
from chalicelib.tasks.open_tasks.rules import UNASSIGNED, order_in
from chalicelib.tasks.people.found import last_comments, shown
from chalicelib.tasks.tasks import around
from chalicelib.tasks.tasks.around import Around, places_of
from chalicelib.tasks.tasks.places import open_productions
from chalicelib.tasks.tasks.records import Task, tasks
from chalicelib.web import filters
from chalicelib.web.filters import Query

Values = dict[str, Any]
NEVER = dt.datetime.max
ORDERS: dict[str | None, Callable[[Task], Any]] = {
    "priority": lambda task: (-(task.priority or 0), task.due_date or NEVER),
    "due_date": lambda task: task.due_date or NEVER,
    "estimation": lambda task: -task.estimation,
}


class Filters(Struct):
    """What tasks to check can be narrowed by; `person_id` may be "unassigned"."""

    project_id: ProjectId | None = None
    task_type_id: TaskTypeId | None = None
    task_status_id: TaskStatusId | None = None
    person_id: str | None = None
    episode_id: EntityId | None = None
    due_date_since: dt.datetime | None = None
    due_date_until: dt.datetime | None = None


class Asked(NamedTuple):
    """The filters of tasks to check."""

    project_id: str | None
    task_type_id: str | None
    task_status_id: str | None
    person_id: str | None
    episode_id: str | None
    since: dt.datetime | None
    until: dt.datetime | None


class Found(NamedTuple):
    """Tasks to check, and what is around them."""

    tasks: list[Task]
    around: Around


def asked(query: Query) -> Asked:
    """Return the filters of a query string. Raises BreaksRule."""
    person_id = query.get("person_id", [None])[0]
    if person_id not in (None, UNASSIGNED) and not well_formed(person_id):
        raise BreaksRule(f"person_id: {person_id!r} is no id")
    return Asked(
        filters.asked_id(query, "project_id"),
        filters.asked_id(query, "task_type_id"),
        filters.asked_id(query, "task_status_id"),
        person_id,
        filters.asked_id(query, "episode_id"),
        moment(query, "due_date_since"),
        moment(query, "due_date_until"),
    )


def found(by: Actor, wanted: Asked) -> Found:
    """Return what waits for somebody. Costs three trips, and a Query chain for each production, all at once."""
    productions, types = gather(lambda: open_productions(by, wanted.project_id), around.types)
    if by.role not in (ADMIN, MANAGER, SUPERVISOR):
        productions = {}
    waiting = [
        task
        for of_place in each(tasks.within, productions)
        for task in of_place
        if _waits(by, task, types) and _fits(task, wanted)
    ]
    entities, hidden = gather(
        lambda: around.with_parents(task.entity_id for task in waiting), lambda: around.hidden_in(by, productions)
    )
    beside = Around(types, productions, entities, hidden)
    kept = [task for task in waiting if task.entity_id in entities and _in_episode(task, wanted, beside)]
    return Found(kept, beside)


def _waits(by: Actor, task: Task, types: around.Types) -> bool:
    """Return whether a task waits for a judgement, and for this person's: a supervisor's are of their departments."""
    status, task_type = types.status_of(task), types.task_types.get(task.task_type_id)
    if status is None or task_type is None or not status.is_feedback_request:
        return False
    return by.role != SUPERVISOR or by.has_department(task_type.department_id)


def _fits(task: Task, wanted: Asked) -> bool:
    if wanted.person_id is not None:
        own = not task.assignees if wanted.person_id == UNASSIGNED else wanted.person_id in task.assignees
        if not own:
            return False
    due = task.due_date
    return (
        wanted.task_type_id in (None, task.task_type_id)
        and wanted.task_status_id in (None, task.task_status_id)
        and (wanted.since is None or (due is not None and due >= wanted.since))
        and (wanted.until is None or (due is not None and due <= wanted.until))
    )


def _in_episode(task: Task, wanted: Asked, beside: Around) -> bool:
    return wanted.episode_id is None or _episode_of(task, beside) == wanted.episode_id


def _episode_of(task: Task, beside: Around) -> str | None:
    entity = beside.entities[task.entity_id]
    episode = places_of(entity, beside.entities)[1]
    return episode.id if episode else (entity.source_id if entity.type == "Asset" else None)


def ordered(what: Found, order_by: str | None) -> list[Task]:
    """Return tasks to check in the order that is asked for, else by the names from production to task type."""
    by_names = sorted(what.tasks, key=order_in(what.around))
    return sorted(by_names, key=ORDERS[order_by]) if order_by in ORDERS else by_names


def described(by: Actor, some: Iterable[Task], beside: Around) -> list[Values]:
    """Return tasks as lists of work show them, each with what was last said. Costs two trips."""
    some = list(some)
    said = last_comments(some, beside.projects)
    return [shown(by, task, beside, said.get(task.id)) for task in some]


def values_of(what: Found) -> dict[str, list[str]]:
    """Return what can be filtered by: the ids that tasks to check have."""
    episodes = {_episode_of(task, what.around) for task in what.tasks}
    return {
        "project_ids": sorted({task.project_id for task in what.tasks}),
        "task_type_ids": sorted({task.task_type_id for task in what.tasks}),
        "task_status_ids": sorted({task.task_status_id for task in what.tasks if task.task_status_id}),
        "episode_ids": sorted(one for one in episodes if one),
        "person_ids": sorted({person_id for task in what.tasks for person_id in task.assignees}),
    }
