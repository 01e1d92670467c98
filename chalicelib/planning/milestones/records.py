"""Milestones: the days by which a production has promised something."""

import datetime as dt

from chalicelib.refs import ProjectId, TaskTypeId
from chalicelib.store import Collection, Record
from chalicelib.store.records import Text40


class Milestone(Record, frozen=True, kw_only=True):
    """A promised day; without a `date` it is still to be fixed.

    `date` is a calendar day in the studio's time zone. `task_type_id` is empty where the whole production is meant.
    """

    name: Text40
    date: dt.date | None = None
    project_id: ProjectId
    task_type_id: TaskTypeId | None = None


milestones = Collection(Milestone, within="project_id")
