"""What the sheet of time spents shows, and in which order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from chalicelib.entities.entities.records import Entity
from chalicelib.exports.times.records import Production
from chalicelib.people.persons.records import Person

COLUMNS = ("Project", "Person", "Entity Type Name", "Entity", "Task Type", "Date", "Time spent")
Names = Mapping[str, str]
Called = Callable[[Entity, dict[str, Entity]], str]


def sheet(
    found: Iterable[Production], people: Mapping[str, Person], task_types: Names, entity_types: Names, called: Called
) -> Iterator[list[Any]]:
    """Yield the rows of the sheet, by day, last name and production; `called` says what an entity is called in full."""
    yield [*COLUMNS]
    lines = []
    for production in found:
        for time in production.times:
            task, person = production.tasks.get(time.task_id), people.get(time.person_id)
            entity = None if task is None else production.entities.get(task.entity_id)
            if task is None or person is None or entity is None:
                continue
            row = [
                production.project.name, person.full_name, entity_types.get(entity.entity_type_id),
                called(entity, production.entities) if entity.type == "Shot" else entity.name,
                task_types.get(task.task_type_id), time.date, float(time.duration),
            ]  # fmt: skip
            lines.append(((time.date, person.last_name, production.project.name, person.first_name, time.id), row))
    yield from (row for _, row in sorted(lines, key=lambda line: line[0]))
