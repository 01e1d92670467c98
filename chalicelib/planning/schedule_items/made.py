"""The items of a schedule; those that it lacks are made when it is read."""

from collections.abc import Iterable, Sequence

from chalicelib.changes import Changes
from chalicelib.planning.schedule_items.records import ScheduleItem, schedule_items
from chalicelib.planning.schedule_items.rules import new_item
from chalicelib.store import work

Place = tuple[str, str | None]  # task type, object
IN_ONE_COMMIT = 25  # record, address and unique name of each


def items_at(project_id: str, places: Iterable[Place], by: str) -> list[ScheduleItem]:
    """Return the items of these places, in their order. Costs one Query, and a commit or two for what is missing."""
    wanted = list(places)
    there = _by_place(project_id)
    missing = [place for place in wanted if place not in there]

    def made(changes: Changes, missing: Sequence[Place]) -> list[ScheduleItem]:
        there = _by_place(project_id)  # somebody else may have made some meanwhile
        return [there.get(place) or _made(changes, project_id, place) for place in missing]

    there |= dict(zip(missing, work.in_parts(missing, IN_ONE_COMMIT, made, by), strict=True))
    return [there[place] for place in wanted]


def _by_place(project_id: str) -> dict[Place, ScheduleItem]:
    return {(item.task_type_id or "", item.object_id): item for item in schedule_items.within(project_id)}


def _made(changes: Changes, project_id: str, place: Place) -> ScheduleItem:
    item = changes.add(new_item(project_id, *place, changes.now.date()))
    changes.tell("schedule-item:new", project_id, schedule_item_id=item.id)
    return item
