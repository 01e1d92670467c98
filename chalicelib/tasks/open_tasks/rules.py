"""What is true of open tasks: which of them are asked for, how they are ordered, counted and burnt down."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from msgspec import Struct

from chalicelib.projects.projects.records import Project
from chalicelib.tasks.access import SeenTask
from chalicelib.tasks.tasks.around import Around, Types, places_of
from chalicelib.tasks.tasks.records import Task

Values = dict[str, Any]
UNASSIGNED = "unassigned"


class Asked(NamedTuple):
    """The filters of open tasks; `people` are the ids that count, None for all, empty for nobody assigned."""

    task_type_id: str | None
    task_status_id: str | None
    people: frozenset[str] | None
    members: frozenset[str] | None
    start_date: dt.datetime | None
    due_date: dt.datetime | None
    priority: int | None


class Amount(Struct):
    """How many tasks have a status."""

    task_status_id: str | None
    amount: int


class Stats(Struct):
    """How many tasks there are, how much work they are in minutes, and how many have each status."""

    total: int
    total_duration: float
    total_estimation: float
    status: list[Amount]


class OpenPage(Struct):
    """A page of tasks, with the figures of all that were asked for."""

    data: list[SeenTask]
    stats: Stats
    limit: int
    is_more: bool
    page: int


class Part(Struct):
    """The figures of a production's tasks of one type and status."""

    amount: int
    amount_done: int
    total_duration: float
    total_estimation: float
    project_id: str
    task_type_id: str
    task_status_id: str | None


class Progress(Struct):
    """How far a production is."""

    amount: int
    amount_done: int
    total_duration: float
    total_estimation: float
    task_types: list[Part]


class DayDone(Struct):
    """What was done on a day."""

    date: dt.date
    done: int
    done_estimation: float


class Burndown(Struct):
    """How much of the work was done, by day."""

    total: int
    total_estimation: float
    start_date: dt.date | None
    end_date: dt.date | None
    done_by_day: list[DayDone]


def is_asked_for(task: Task, asked: Asked, around: Around) -> bool:
    """Return whether a task passes the filters; concepts are shown only where their task type is asked for."""
    kind = around.types.task_types[task.task_type_id]
    entity = around.entities.get(task.entity_id)
    return (
        entity is not None
        and (asked.task_type_id == task.task_type_id if asked.task_type_id else entity.type != "Concept")
        and asked.task_status_id in (None, task.task_status_id)
        and asked.priority in (None, kind.priority)
        and _is_of(task, asked)
        and (asked.start_date is None or (task.start_date is not None and task.start_date >= asked.start_date))
        and (asked.due_date is None or (task.due_date is not None and task.due_date <= asked.due_date))
    )


def _is_of(task: Task, asked: Asked) -> bool:
    assignees = set(task.assignees)
    if asked.people is not None and not (assignees & asked.people if asked.people else not assignees):
        return False
    return asked.members is None or bool(assignees & asked.members)


def order_in(around: Around) -> Callable[[Task], tuple[str, ...]]:
    """Return what open tasks are ordered by: the names from their production down to their type."""

    def order(task: Task) -> tuple[str, ...]:
        entity = around.entities[task.entity_id]
        sequence, episode = places_of(entity, around.entities)
        kind = around.types.entity_types.get(entity.entity_type_id)
        above = (episode.name if episode else None, sequence.name if sequence else None, kind.name if kind else None)
        project, task_type = around.projects[task.project_id], around.types.task_types[task.task_type_id]
        names = (project.name, *above, entity.name, task_type.name)
        # As the contract's database does it, what has no name comes last.
        return tuple(part for name in names for part in (("1", "") if name is None else ("0", name)))

    return order


def stats_of(found: Iterable[Task]) -> Values:
    """Return how many tasks there are, how much work they are, and how many have each status."""
    found = list(found)
    amounts: dict[str | None, int] = {}
    for task in found:
        amounts[task.task_status_id] = amounts.get(task.task_status_id, 0) + 1
    return {
        "total": len(found),
        "total_duration": sum(task.duration for task in found),
        "total_estimation": sum(task.estimation for task in found),
        "status": [{"task_status_id": status, "amount": amount} for status, amount in amounts.items()],
    }


def stats_by_production(found: Iterable[Task], types: Types) -> dict[str, Values]:
    """Return the figures of each production, and in each those of every type and status."""
    shown: dict[str, Values] = {}
    parts: dict[tuple[str, str, str | None], Values] = {}
    for task in found:
        done = types.is_done(task)
        whole = shown.setdefault(task.project_id, _figures() | {"task_types": []})
        key = (task.project_id, task.task_type_id, task.task_status_id)
        if key not in parts:
            parts[key] = _figures() | {
                "project_id": task.project_id, "task_type_id": task.task_type_id, "task_status_id": task.task_status_id,
            }  # fmt: skip
            whole["task_types"].append(parts[key])
        for figures in (whole, parts[key]):
            _count(figures, task, done=done)
    return shown


def _figures() -> Values:
    return {"amount": 0, "amount_done": 0, "total_duration": 0.0, "total_estimation": 0.0}


def _count(figures: Values, task: Task, *, done: bool) -> None:
    figures["amount"] += 1
    figures["amount_done"] += done
    figures["total_duration"] += task.duration
    figures["total_estimation"] += task.estimation


def burndown_of(found: Iterable[Task], projects: Iterable[Project], types: Types) -> Values:
    """Return how much was done on each day, in the window from the first start to the last due date.

    Where no task has such a date, the productions' own count. What was done before the window counts on its first day;
    what was done later stretches it.
    """
    found, projects = list(found), list(projects)
    start = min((one.start_date.date() for one in found if one.start_date), default=None)
    end = max((one.due_date.date() for one in found if one.due_date), default=None)
    start = start or min((one.start_date for one in projects if one.start_date), default=None)
    end = end or max((one.end_date for one in projects if one.end_date), default=None)
    days: dict[dt.date, Values] = {}
    for task in found:
        if task.done_date is None or not types.is_done(task):
            continue
        day = max(task.done_date.date(), start) if start else task.done_date.date()
        figures = days.setdefault(day, {"date": day, "done": 0, "done_estimation": 0.0})
        figures["done"] += 1
        figures["done_estimation"] += task.estimation
    return {
        "total": len(found),
        "total_estimation": sum(task.estimation for task in found),
        "start_date": start or min(days, default=None),
        "end_date": max([*days, end] if end else days, default=None),
        "done_by_day": [days[day] for day in sorted(days)],
    }
