"""What is true of schedule items: what there is one of, and of which objects."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from chalicelib.entities.entities.records import Entity
from chalicelib.entities.types.records import ASSET, EntityType
from chalicelib.errors import NotStored
from chalicelib.planning.schedule_items.records import ScheduleItem
from chalicelib.projects.projects.records import Project
from chalicelib.store.ids import well_formed
from chalicelib.tasks.types.records import TaskType

Values = dict[str, Any]
Names = dict[str, str]
SCHEDULED = frozenset({ASSET, "Shot", "Sequence", "Episode", "Edit"})
LENGTH = dt.timedelta(days=1)  # of an item that nobody has set yet


def checked(values: Values, *, is_new: bool) -> Values:
    """Return the values of an item as they can be kept. Raises NotStored.

    A number of days that is no number is left out of a change, as clients send it while somebody types.
    """
    object_id = values.get("object_id")
    if object_id is not None and not well_formed(object_id):
        raise NotStored(f"object_id: {object_id!r} is no id")
    if not is_new and isinstance(values.get("man_days"), str):
        return {name: value for name, value in values.items() if name != "man_days"}
    return values


def scheduled_types(project: Project, types: Iterable[TaskType], in_use: set[str]) -> list[str]:
    """Return the ids of the task types that a schedule shows: those in use, of those that the production has chosen."""
    chosen = set(project.task_types)
    return [
        one.id for one in types if one.id in in_use and one.for_entity in SCHEDULED and (not chosen or one.id in chosen)
    ]


def below(found: Iterable[Entity], episode_id: str | None) -> Names:
    """Return the names of sequences or edits by id, those of an episode if it is given; without what is cancelled."""
    return {
        one.id: one.name
        for one in found
        if episode_id in (None, one.parent_id) and not (one.canceled and one.type == "Edit")
    }


def episodes(found: Iterable[Entity], episode_id: str | None) -> Names:
    """Return the names of episodes by id, or of one of them."""
    return {one.id: one.name for one in found if episode_id in (None, one.id)}


def asset_types(types: Iterable[EntityType], assets: Iterable[Entity], episode_id: str | None) -> Names:
    """Return the names of the types by id of which there are assets, made for an episode if it is given."""
    in_use = {one.entity_type_id for one in assets if episode_id in (None, one.source_id)}
    return {one.id: one.name for one in types if one.id in in_use}


def new_item(project_id: str, task_type_id: str, object_id: str | None, today: dt.date) -> ScheduleItem:
    """Return an item that nobody has set yet."""
    return ScheduleItem(
        project_id=project_id, task_type_id=task_type_id, object_id=object_id, start_date=today,
        end_date=today + LENGTH,
    )  # fmt: skip
