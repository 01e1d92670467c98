"""What a comment does to its task: its status, its dates and its number of retakes."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from chalicelib.entities.entities.records import Entity
from chalicelib.errors import BreaksRule
from chalicelib.projects.projects.records import Project
from chalicelib.tasks.comments.records import Comment, order
from chalicelib.tasks.statuses.records import TaskStatus
from chalicelib.tasks.tasks.records import Task


def check_retakes(task: Task, entity: Entity, project: Project, status: TaskStatus) -> None:
    """Refuse one retake more than the production allows; it may allow an entity more or fewer. Raises BreaksRule."""
    if not status.is_retake or not project.max_retakes:
        return
    own = entity.data.get("max_retakes") if isinstance(entity.data, dict) else None
    cap = own if own and isinstance(own, int) else project.max_retakes
    if task.retake_count >= cap:
        raise BreaksRule(f"the task was sent back {task.retake_count} times, and {cap} are allowed")


def is_newest(task: Task, created_at: dt.datetime) -> bool:
    """Return whether a comment of this date counts as the task's last one."""
    return task.last_comment_date is None or task.last_comment_date.replace(microsecond=0) <= created_at


def commented(task: Task, status: TaskStatus, created_at: dt.datetime, now: dt.datetime) -> Task:
    """Return the task after its newest comment; only another status moves dates and counts."""
    values: dict[str, Any] = {"task_status_id": status.id, "last_comment_date": created_at}
    if status.id != task.task_status_id:
        values |= _reached(task, status, now)
    return replace(task, **values)


def _reached(task: Task, status: TaskStatus, now: dt.datetime) -> dict[str, Any]:
    """Return what reaching a status changes; a status with two flags has both effects."""
    values: dict[str, Any] = {"done_date": now if status.is_done else None}
    if status.is_retake:
        values["retake_count"] = task.retake_count + 1
    if status.is_wip and task.real_start_date is None:
        values["real_start_date"] = now
    if status.is_feedback_request:
        values["end_date"] = now
    elif not status.is_done:
        values["end_date"] = None
    return values


def recounted(task: Task, comments: Iterable[Comment], statuses: Mapping[str, TaskStatus], first: str | None) -> Task:
    """Return the task as its history tells it; `first` is the id of the status of a task without comments.

    Retakes in a row count once; work starts with the first wip, ends with the first feedback request, and is done with
    the last done. This may differ from what the same comments did when they came one by one, and is meant to.
    """
    history = [
        (comment.created_at, status)
        for comment in sorted(comments, key=order)
        if (status := statuses.get(comment.task_status_id or "")) is not None
    ]
    before = [None, *(status for _, status in history)]
    wip = [date for date, status in history if status.is_wip]
    feedback = [date for date, status in history if status.is_feedback_request]
    done = [date for date, status in history if status.is_done]
    return replace(
        task,
        retake_count=sum(
            status.is_retake and not (last and last.is_retake)
            for last, (_, status) in zip(before, history, strict=False)
        ),
        real_start_date=wip[0] if wip else None,
        end_date=feedback[0] if feedback else None,
        done_date=done[-1] if done else None,
        task_status_id=history[-1][1].id if history else first,
        last_comment_date=history[-1][0] if history else None,
    )
