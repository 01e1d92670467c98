"""Reads the tasks that a request names in its body, with their entities and previews."""

from typing import NamedTuple

from chalicelib.access import Actor, Production
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.errors import Forbidden, NotFound
from chalicelib.previews.access import choice
from chalicelib.previews.files.records import PreviewFile, of_task
from chalicelib.store import each, gather
from chalicelib.tasks.tasks.records import tasks


class Candidate(NamedTuple):
    """A task's entity and the task's previews."""

    entity: Entity
    previews: list[PreviewFile]


def tasks_to_choose_for(by: Actor, task_ids: list[str]) -> list[Candidate]:
    """Return what may stand for the entities of these tasks. Raises NotFound, Forbidden. Costs at most four trips."""
    wanted = list(dict.fromkeys(task_ids))
    found = tasks.many(wanted)
    missing = [task_id for task_id in wanted if task_id not in found]
    if missing:
        raise NotFound(f"there is no task {missing[0]}")
    around, previews = gather(
        lambda: entities.many(task.entity_id for task in found.values()), lambda: each(of_task, found)
    )
    places = [around[task.entity_id] for task in found.values()]
    if not all(choice(by, Production(entity.project_id), entity) for entity in places):
        raise Forbidden("you may not choose for all of these tasks")
    return [Candidate(entity, own) for entity, own in zip(places, previews, strict=True)]
