"""What the statistics of episodes say: how much work is in which status, and what became of each take."""

from collections.abc import Iterable, Mapping
from typing import Any

from chalicelib.entities.statistics.records import Work
from chalicelib.tasks.statuses.records import TaskStatus

ALL = "all"
DONE, RETAKE, OTHER = "done", "retake", "other"

Statuses = Mapping[str, TaskStatus]
Counted = dict[str, dict[str, dict[str, Any]]]


def grouped(works: Iterable[Work]) -> dict[str, dict[str, list[Work]]]:
    """Return the work by episode and task type, each time with all of it under "all"."""
    groups: dict[str, dict[str, list[Work]]] = {}
    for work in works:
        for episode in (work.episode_id, ALL):
            for task_type in (work.task_type_id, ALL):
                groups.setdefault(episode, {}).setdefault(task_type, []).append(work)
    return groups


def by_status(works: Iterable[Work], statuses: Statuses) -> Counted:
    """Return how much work is in which status: tasks, frames of their shots, and drawings."""
    return {
        episode: {task_type: _in_statuses(some, statuses) for task_type, some in types.items()}
        for episode, types in grouped(works).items()
    }


def _in_statuses(works: Iterable[Work], statuses: Statuses) -> dict[str, Any]:
    found: dict[str, list[Work]] = {}
    for work in works:
        found.setdefault(work.task_status_id, []).append(work)
    return {
        status_id: {"name": statuses[status_id].short_name, "color": statuses[status_id].color} | amount(some)
        for status_id, some in found.items()
        if status_id in statuses
    }


def by_retake(works: Iterable[Work], statuses: Statuses) -> Counted:
    """Return how much work is done, sent back or neither; and for each episode what became of each take."""
    groups = grouped(works)
    groups.setdefault(ALL, {}).setdefault(ALL, [])
    return {
        episode: {
            task_type: _retakes(some, statuses, evolves=episode != ALL) for task_type, some in types.items()
        }
        for episode, types in groups.items()
    }  # fmt: skip


def _retakes(works: list[Work], statuses: Statuses, *, evolves: bool) -> dict[str, Any]:
    most = max((work.retakes for work in works), default=0)
    takes = range(1, most + 1) if evolves else ()
    return {
        "max_retake_count": most,
        "evolution": {str(take): _at_take(works, statuses, take) for take in takes},
        **_buckets((work, outcome(statuses.get(work.task_status_id))) for work in works),
    }


def _at_take(works: Iterable[Work], statuses: Statuses, take: int) -> dict[str, Any]:
    """Return what a take made of the work: sent back, if there was a later one, else what it is now."""
    return _buckets(
        (work, RETAKE if take <= work.retakes else _unless_retake(outcome(statuses.get(work.task_status_id))))
        for work in works
    )


def _unless_retake(now: str) -> str:
    return OTHER if now == RETAKE else now


def outcome(status: TaskStatus | None) -> str:
    """Return what a status means for a take."""
    if status is None:
        return OTHER
    return DONE if status.is_done else RETAKE if status.is_retake else OTHER


def _buckets(judged: Iterable[tuple[Work, str]]) -> dict[str, Any]:
    found: dict[str, list[Work]] = {DONE: [], RETAKE: [], OTHER: []}
    for work, bucket in judged:
        found[bucket].append(work)
    return {bucket: amount(some) for bucket, some in found.items()}


def amount(works: list[Work]) -> dict[str, int]:
    """Return how much work this is: tasks, frames, drawings."""
    return {
        "count": len(works),
        "frames": sum(work.frames for work in works),
        "drawings": sum(work.drawings for work in works),
    }
