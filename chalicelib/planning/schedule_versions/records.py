"""Versions of a production's schedule: what could be done when and by whom, tried out beside what is planned."""

import datetime as dt
from collections.abc import Iterable
from typing import ClassVar

from chalicelib.refs import PersonId, ProjectId, ScheduleVersionId, TaskId
from chalicelib.store import Collection, Record, Unique, reading
from chalicelib.store.reading import Key
from chalicelib.store.records import Text80


class ProductionScheduleVersion(Record, frozen=True, kw_only=True):
    """A version; `production_schedule_from` is the one that it was copied from.

    `locked` and `canceled` are for people to see, and bind nothing.
    """

    name: Text80
    project_id: ProjectId
    production_schedule_from: ScheduleVersionId | None = None
    locked: bool = False
    canceled: bool = False


class ProductionScheduleVersionTaskLink(Record, frozen=True, kw_only=True):
    """When a version has a task done, and by whom. Times are UTC, `estimation` is minutes."""

    RELATIONS: ClassVar = ("assignees",)

    production_schedule_version_id: ScheduleVersionId
    task_id: TaskId
    start_date: dt.datetime | None = None
    due_date: dt.datetime | None = None
    estimation: float = 0.0
    assignees: list[PersonId] = []


TaskLink = ProductionScheduleVersionTaskLink

schedule_versions = Collection(
    ProductionScheduleVersion,
    within="project_id",
    unique=[Unique("name", lambda v: f"{v.project_id}#{v.name}", "name: another version of the production has it")],
)
# The task's id is the sort key: a version has one link of a task.
task_links = Collection(
    ProductionScheduleVersionTaskLink,
    within="production_schedule_version_id",
    sort=lambda link: link.task_id,
    links=lambda link: {(f"scheduled#{link.task_id}", link.production_schedule_version_id): None},
)


def at(version_id: str, task_ids: Iterable[str]) -> dict[str, TaskLink]:
    """Return a version's links to these tasks, by their ids. Costs one trip."""
    return {link.task_id: link for link in _read((version_id, task_id) for task_id in task_ids)}


def of_task(task_id: str) -> list[TaskLink]:
    """Return the links to a task in all versions. Costs two trips."""
    return _read((link.target, task_id) for link in reading.links(f"scheduled#{task_id}"))


def _read(places: Iterable[tuple[str, str]]) -> list[TaskLink]:
    found = reading.records(Key(task_links.partition(version_id), task_id) for version_id, task_id in places)
    return [task_links.record(item) for item in found.values()]
