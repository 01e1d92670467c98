"""Reads what the sheet of all tasks shows: the open productions with their tasks and entities, and the people."""

from typing import NamedTuple

from chalicelib.people.persons.records import persons
from chalicelib.projects.projects.records import Project, open_ones
from chalicelib.store import each, gather
from chalicelib.tasks.boards.entries import Kept
from chalicelib.tasks.boards.records import chain
from chalicelib.tasks.tasks.records import Task, tasks


class Production(NamedTuple):
    """An open production with its tasks, and its entities by their ids."""

    project: Project
    tasks: list[Task]
    entities: dict[str, Kept]


def read_open() -> list[Production]:
    """Return the open productions. Costs two trips, and grows with what the sheet shows."""
    return each(_production, open_ones())


def _production(project: Project) -> Production:
    found, items = gather(lambda: tasks.within(project.id), lambda: chain(project.id, "Asset", "Scene"))
    return Production(project, found, {kept.id: kept for kept, _ in items})


def names_of(found: list[Production]) -> dict[str, str]:
    """Return the full names of those who have or gave the tasks, by their ids. Costs one trip."""
    given = {person_id for one in found for task in one.tasks for person_id in task.assignees}
    givers = {task.assigner_id for one in found for task in one.tasks if task.assigner_id}
    return {one.id: one.full_name for one in persons.many(given | givers).values()}
