"""The shares of a production's shots."""

import datetime as dt
from collections.abc import Callable

from chalicelib.entities.entities.records import of_kind
from chalicelib.people.persons.records import persons
from chalicelib.planning.quotas.rules import Mode, Share, shares
from chalicelib.planning.time_spents.records import TimeSpent, of_production
from chalicelib.store import gather
from chalicelib.tasks.tasks.records import Task, tasks


def shares_in(
    project_id: str, counts: Callable[[Task], bool], mode: Mode, studio_id: str | None, zone: dt.tzinfo
) -> list[Share]:
    """Return the shares of a production's tasks that count; of a studio's, those on which one of its people works.

    Costs up to four Query chains, all at once.
    """
    found, times, shots, people = gather(
        lambda: tasks.within(project_id),
        lambda: of_production(project_id) if mode.weighted else [],
        lambda: {shot.id: shot for shot in of_kind(project_id, "Shot")},
        lambda: [] if studio_id is None else persons.all(),
    )
    of_studio = {person.id for person in people if person.studio_id == studio_id}
    by_task: dict[str, list[TimeSpent]] = {}
    for time in times:
        by_task.setdefault(time.task_id, []).append(time)
    return [
        share
        for task in found
        if task.entity_id in shots and counts(task) and (studio_id is None or of_studio & set(task.assignees))
        for share in shares(task, shots[task.entity_id].nb_frames or 0, by_task.get(task.id, []), mode, zone)
    ]
