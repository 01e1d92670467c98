"""The shares of a production's shots."""

import datetime as dt
from collections.abc import Callable

from chalicelib.people.persons.records import persons
from chalicelib.planning.quotas.rules import Mode, Share, shares
from chalicelib.planning.rows import Row, with_tasks
from chalicelib.planning.time_spents.records import TimeSpent, of_production
from chalicelib.store import gather


def shares_in(
    project_id: str, counts: Callable[[Row], bool], mode: Mode, studio_id: str | None, zone: dt.tzinfo
) -> list[Share]:
    """Return the shares of a production's tasks that count; of a studio's, those on which one of its people works.

    Costs up to three Query chains, all at once.
    """
    shots, times, people = gather(
        lambda: with_tasks(project_id, "Shot"),
        lambda: of_production(project_id) if mode.weighted else [],
        lambda: [] if studio_id is None else persons.all(),
    )
    of_studio = {person.id for person in people if person.studio_id == studio_id}
    by_task: dict[str, list[TimeSpent]] = {}
    for time in times:
        by_task.setdefault(time.task_id, []).append(time)
    return [
        share
        for shot, tasks in shots
        for task in tasks
        if counts(task) and (studio_id is None or of_studio & set(task.assignees))
        for share in shares(task, shot.nb_frames or 0, by_task.get(task.id, []), mode, zone)
    ]
