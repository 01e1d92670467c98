"""What is true of a casting: which assets count, and for which work on a shot they are ready."""

from collections.abc import Iterable, Mapping

from chalicelib.entities.entities.records import Entity
from chalicelib.projects.projects.records import Project
from chalicelib.tasks.types.records import TaskType

FOR_SHOTS = "Shot"
NOT_READY = -1

Priorities = Mapping[str, int]


def priorities_of(project: Project, task_types: Iterable[TaskType]) -> dict[str, int]:
    """Return the places of a production's task types for shots in the order of its work, by their ids.

    A type that has no place, or the place 0, is left out.
    """
    found: dict[str, int] = {}
    for task_type in task_types:
        link = project.task_type_links.get(task_type.id)
        if task_type.for_entity == FOR_SHOTS and link is not None and link.priority:
            found[task_type.id] = link.priority
    return found


def live(assets: Iterable[Entity]) -> list[Entity]:
    """Return the assets that count: those that are not cancelled."""
    return [asset for asset in assets if not asset.canceled]


def is_ready(asset: Entity, project_id: str, task_type_id: str, priorities: Priorities) -> bool:
    """Return whether the work of a type can begin on a shot in which the asset is cast.

    What another production shares is always ready; else the asset must be ready for this work or for a later one.
    """
    if asset.is_shared and asset.project_id != project_id:
        return True
    if asset.ready_for is None:
        return False
    return priorities.get(asset.ready_for, NOT_READY) >= priorities.get(task_type_id, 0)


def nb_ready(assets: Iterable[Entity], project_id: str, task_type_id: str, priorities: Priorities) -> int:
    """Return how many of the assets cast in a shot are ready for the work of a type."""
    return sum(is_ready(asset, project_id, task_type_id, priorities) for asset in live(assets))


def counts_differently(old: Entity, new: Entity | None) -> bool:
    """Return whether a change of an asset, or its end, matters where it is cast."""
    if new is None:
        return True
    return (old.ready_for, old.canceled, old.is_shared) != (new.ready_for, new.canceled, new.is_shared)
