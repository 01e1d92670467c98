"""What the sheet of all tasks shows, and in which order."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from chalicelib.exports.tasks.records import Production
from chalicelib.tasks.boards.entries import Kept
from chalicelib.tasks.tasks.records import Task

COLUMNS = (
    "Project", "Task Type", "Episode", "Sequence", "Entity Type", "Entity", "Assigner", "Assignees", "Duration",
    "Estimation", "Start date", "Due date", "WIP date", "Validation date", "Task Status",
)  # fmt: skip
DATES = ("start_date", "due_date", "real_start_date", "end_date")
Names = Mapping[str, str]


def sheet(
    found: Iterable[Production], task_types: Names, entity_types: Names, statuses: Names, people: Names
) -> Iterator[list[Any]]:
    """Yield the rows of the sheet, by production, task type, task, and where the entity lies; names are by ids."""
    yield [*COLUMNS]
    lines: list[tuple[tuple[str, ...], Task]] = []
    for project, tasks, entities in found:
        for task in tasks:
            if (entity := entities.get(task.entity_id)) is None:
                continue
            above = _above(entity, entities)
            type_name = entity_types.get(entity.entity_type_id, "")
            task_type = task_types.get(task.task_type_id, "")
            lines.append(((project.name, task_type, task.name, *above, type_name, entity.name), task))
    for key, task in sorted(lines, key=lambda line: (line[0], line[1].id)):
        yield [
            *key[:2], *key[3:], people.get(task.assigner_id or ""),
            ", ".join(people[one] for one in task.assignees if one in people), task.duration, task.estimation,
            *(_day(getattr(task, name)) for name in DATES), statuses.get(task.task_status_id or ""),
        ]  # fmt: skip


def _above(entity: Kept, entities: Mapping[str, Kept]) -> tuple[str, str]:
    """Return the names of the episode and the sequence in which an entity lies, "" for none."""
    parent = entities.get(entity.parent_id or "")
    if parent is None:
        return "", ""
    if parent.type == "Episode":
        return parent.name, ""
    if parent.type != "Sequence":
        return "", ""
    episode = entities.get(parent.parent_id or "")
    return ("" if episode is None else episode.name), parent.name


def _day(moment: Any) -> str:
    return "" if moment is None else str(moment)[:10]
