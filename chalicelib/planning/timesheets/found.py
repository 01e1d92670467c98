"""A person's hours with what is around them: the tasks, and where these lie."""

from collections.abc import Iterable
from typing import Any

from chalicelib.entities.entities.records import entities
from chalicelib.planning.days import Period
from chalicelib.planning.places import above_in
from chalicelib.planning.time_spents.records import TimeSpent, of_person
from chalicelib.planning.time_spents.views import plain
from chalicelib.planning.timesheets.rules import Scope, summed
from chalicelib.projects.projects.records import projects
from chalicelib.store import gather
from chalicelib.tasks.tasks.around import Around, places_of, types
from chalicelib.tasks.tasks.records import Task, tasks
from chalicelib.tasks.types.records import task_types

Values = dict[str, Any]


def inside(scope: Scope, times: Iterable[TimeSpent]) -> list[TimeSpent]:
    """Return the hours that a scope holds. Costs nothing, two trips where departments narrow it."""
    own = [time for time in times if scope.holds(time)]
    if scope.departments is None or not own:
        return own
    found, kinds = gather(lambda: tasks.many({time.task_id for time in own}), task_types.all)
    of_departments = {kind.id for kind in kinds if kind.department_id in scope.departments}
    fitting = {task.id for task in found.values() if task.task_type_id in of_departments}
    return [time for time in own if time.task_id in fitting]


def listed(person_id: str, scope: Scope, period: Period) -> list[Values]:
    """Return the hours of a person in a period, by day."""
    return [plain(time) for time in inside(scope, of_person(person_id, *period))]


def with_types(person_id: str, scope: Scope, period: Period | None) -> list[Values]:
    """Return the same, with production and task type. Nothing is asked for without a period."""
    times = [] if period is None else inside(scope, of_person(person_id, *period))
    found = tasks.many({time.task_id for time in times})
    return [
        plain(time) | {"project_id": found[time.task_id].project_id, "task_type_id": found[time.task_id].task_type_id}
        for time in times
        if time.task_id in found
    ]


def sheet(person_id: str, scope: Scope, period: Period) -> list[Values]:
    """Return a row for each task on which a person spent hours in a period. Costs three trips."""
    times = inside(scope, of_person(person_id, *period))
    minutes, productions = summed(times), {time.production_id for time in times}
    found, kinds, above, named = gather(
        lambda: tasks.many(minutes), types, lambda: above_in(productions), lambda: projects.many(productions)
    )
    around = Around(kinds, named, above | entities.many(task.entity_id for task in found.values()), {})
    return [_row(task, around) | {"duration": minutes[task.id]} for task in found.values()]


def _row(task: Task, around: Around) -> Values:
    entity = around.entities[task.entity_id]
    sequence, episode = places_of(entity, around.entities)
    kind = around.types.entity_types.get(entity.entity_type_id)
    return {
        "task_id": task.id, "task_type_id": task.task_type_id, "project_id": task.project_id,
        "project_name": around.projects[task.project_id].name, "entity_name": entity.name,
        "entity_type_name": kind.name if kind else None, "sequence_name": sequence.name if sequence else None,
        "episode_name": episode.name if episode else None,
    }  # fmt: skip
