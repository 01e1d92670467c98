"""Schedule items: from when until when a production works on something, as its bars in the schedule say."""

import datetime as dt

from chalicelib.refs import ProjectId, TaskTypeId
from chalicelib.store import Collection, Record, Unique

TAKEN = "object_id: there is an item of this task type and object in the production already"


class ScheduleItem(Record, frozen=True, kw_only=True):
    """The time of a task type; of all of it, or of one asset type, sequence, episode or edit (`object_id`)."""

    start_date: dt.date | None = None
    end_date: dt.date | None = None
    man_days: int | None = None
    project_id: ProjectId
    task_type_id: TaskTypeId | None = None
    object_id: str | None = None


def place_of(item: ScheduleItem) -> str:
    """Return what there is one item of."""
    return f"{item.project_id}#{item.task_type_id or ''}#{item.object_id or ''}"


schedule_items = Collection(ScheduleItem, within="project_id", unique=[Unique("place", place_of, TAKEN)])
