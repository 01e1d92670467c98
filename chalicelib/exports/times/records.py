"""Reads what the sheet of time spents shows: the times of the open productions, with their tasks, places and people."""

from typing import NamedTuple

from chalicelib.entities.entities.records import Entity, of_kinds
from chalicelib.people.persons.records import Person, persons
from chalicelib.planning.time_spents.records import TimeSpent, of_production
from chalicelib.projects.projects.records import Project, open_ones
from chalicelib.store import each, gather
from chalicelib.tasks.tasks.records import Task, tasks


class Production(NamedTuple):
    """An open production with the times spent on it, and its tasks and entities by their ids."""

    project: Project
    times: list[TimeSpent]
    tasks: dict[str, Task]
    entities: dict[str, Entity]


def read_open() -> list[Production]:
    """Return the open productions. Costs three trips at most; of those without times nothing else is read."""
    return each(_production, open_ones())


def _production(project: Project) -> Production:
    times = of_production(project.id)
    if not times:
        return Production(project, [], {}, {})
    found, around = gather(
        lambda: tasks.many({time.task_id for time in times}), lambda: of_kinds(project.id, "Asset", "Scene")
    )
    return Production(project, times, found, {one.id: one for one in around})


def people_of(found: list[Production]) -> dict[str, Person]:
    """Return those whose times these are, by their ids. Costs one trip."""
    return persons.many({time.person_id for one in found for time in one.times})
