"""The shots of a person's quota, with their weights."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from chalicelib.access import Actor
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.entities.entities.views import plain
from chalicelib.planning.days import Period
from chalicelib.planning.places import above_in
from chalicelib.planning.quota_shots import rules
from chalicelib.planning.quota_shots.rules import Span, Weights
from chalicelib.planning.quotas.rules import Mode
from chalicelib.planning.time_spents.records import TimeSpent, of_tasks
from chalicelib.planning.time_spents.records import of_person as times_of_person
from chalicelib.store import gather, reading
from chalicelib.tasks.tasks.around import hidden_in, places_of
from chalicelib.tasks.tasks.records import Task, tasks

Values = dict[str, Any]


class Asked(NamedTuple):
    """What is asked for; None means all."""

    project_id: str | None
    task_type_id: str | None
    mode: Mode
    period: Period
    zone: dt.tzinfo

    def fits(self, task: Task) -> bool:
        """Return whether a task is of the production and type."""
        return self.project_id in (None, task.project_id) and self.task_type_id in (None, task.task_type_id)


def shots_of(by: Actor, person_id: str, asked: Asked) -> list[Values]:
    """Return the shots that count for somebody in a period, by their full names. Costs three trips."""
    span = rules.span_of(asked.period, asked.zone)
    ids, times = gather(
        lambda: _assigned(person_id, asked.project_id),
        lambda: times_of_person(person_id, *asked.period) if asked.mode.weighted else [],
    )
    found = tasks.many([*ids, *(time.task_id for time in times)])
    fitting = {task_id: task for task_id, task in found.items() if asked.fits(task)}
    own = [task for task_id, task in fitting.items() if task_id in ids]
    weights, places, above = gather(
        lambda: _weights(own, fitting, times, asked.mode, span),
        lambda: entities.many({task.entity_id for task in fitting.values()}),
        lambda: above_in(task.project_id for task in fitting.values()),
    )
    shots = [place for place in places.values() if place.id in weights and place.type == "Shot"]
    hidden = hidden_in(by, {shot.project_id for shot in shots})
    rows = [
        plain(shot, hidden[shot.project_id], type="Entity", full_name=_full_name(shot, above), weight=weights[shot.id])
        for shot in shots
    ]
    return sorted(rows, key=lambda row: str(row["full_name"]))


def _assigned(person_id: str, project_id: str | None) -> set[str]:
    """Return the ids of somebody's tasks in a production, or in all. Costs one Query."""
    links = reading.links(f"assigned#{person_id}")
    return {
        link.target for link in links if project_id is None or project_id in msgspec.json.decode(link.facts or "[]")
    }


def _weights(own: list[Task], known: dict[str, Task], times: Iterable[TimeSpent], mode: Mode, span: Span) -> Weights:
    """Return what counts of each entity; a task on which anybody books hours counts by them alone."""
    if not mode.weighted:
        return rules.raw_weights(own, mode, span)
    went_on = [task for task in own if rules.went_on(task, mode, span)]
    booked = {time.task_id for time in of_tasks(task.id for task in went_on)}
    by_days = rules.weights_of_days([task for task in went_on if task.id not in booked], mode, span)
    return by_days | rules.weights_of_hours(times, known, mode)


def _full_name(shot: Entity, above: dict[str, Entity]) -> str:
    sequence, episode = places_of(shot, above)
    return " / ".join(place.name for place in (episode, sequence, shot) if place is not None)
