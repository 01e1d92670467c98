"""Tasks: one kind of work on one entity, by whom, until when, and how far it is."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

import msgspec

from chalicelib.entities.entities.records import entities
from chalicelib.refs import EntityId, PersonId, ProjectId, TaskStatusId, TaskTypeId
from chalicelib.store import Collection, Facets, Record, Shown, Stamp, Unique, reading
from chalicelib.store.records import Json, Text80
from chalicelib.store.tables import RecordItem

# What a board shows of a task, in the order in which the rows are kept beside the entity (the contract's order for
# shots). This is stored data: a field can only be added at the end, and rows without it are old ones.
ROW_FIELDS = (
    "id", "duration", "due_date", "end_date", "done_date", "entity_id", "estimation", "is_subscribed",
    "last_comment_date", "last_preview_file_id", "nb_assets_ready", "priority", "real_start_date", "retake_count",
    "start_date", "difficulty", "nb_drawings", "task_status_id", "task_type_id", "assignees", "data",
)  # fmt: skip


class Task(Record, frozen=True, kw_only=True):
    """A task. `duration` and `estimation` are minutes; dates are UTC; `difficulty` is 1 to 5.

    A task that a script made without saying a status has none until somebody gives it one.

    `retake_count` counts how often the work was sent back. `nb_assets_ready` counts the assets cast in the task's shot
    that are ready for its type.
    """

    RELATIONS: ClassVar = ("assignees",)

    name: Text80 = "main"
    description: str | None = None
    priority: int | None = 0
    difficulty: int = 3
    duration: float = 0.0
    estimation: float = 0.0
    completion_rate: int | None = 0
    retake_count: int = 0
    sort_order: int | None = 0
    start_date: dt.datetime | None = None
    due_date: dt.datetime | None = None
    real_start_date: dt.datetime | None = None
    end_date: dt.datetime | None = None
    done_date: dt.datetime | None = None
    last_comment_date: dt.datetime | None = None
    nb_assets_ready: int = 0
    data: Json = None
    nb_drawings: int = 0
    shotgun_id: int | None = None
    last_preview_file_id: str | None = None
    project_id: ProjectId
    task_type_id: TaskTypeId
    task_status_id: TaskStatusId | None = None
    entity_id: EntityId
    assigner_id: PersonId | None = None
    assignees: list[PersonId] = []


def row(task: Task) -> list[Any]:
    """Return a task as a board shows it; whether somebody subscribed is theirs alone, so it is kept as false."""
    return [
        task.id, task.duration, task.due_date, task.end_date, task.done_date, task.entity_id, task.estimation, False,
        task.last_comment_date, task.last_preview_file_id, task.nb_assets_ready, task.priority or 0,
        task.real_start_date, task.retake_count, task.start_date, task.difficulty, task.nb_drawings,
        task.task_status_id, task.task_type_id, task.assignees, task.data,
    ]  # fmt: skip


def _links(task: Task) -> dict[tuple[str, str], Any]:
    place = [task.project_id, task.entity_id]
    return {(f"assigned#{person_id}", task.id): place for person_id in task.assignees}


tasks = Collection(
    Task,
    within="project_id",
    sort=lambda t: f"{t.entity_id}#{t.id}",
    unique=[
        Unique(
            "name",
            lambda t: f"{t.entity_id}#{t.task_type_id}#{t.name}",
            "name: the entity has a task of this type and name already",
        )
    ],
    links=_links,
    stamps=lambda t: [Stamp(t.project_id, t.entity_id)],
    shown=Shown("entity", "entity_id", row),
    facets=Facets(
        kept=("task_type_id", "task_status_id", "assigner_id", "name", "priority", "assignees"),
        counted=("task_type_id", "task_status_id"),
    ),
)


def of_entity(project_id: str, entity_id: str) -> list[Task]:
    """Return an entity's tasks, in the order of their creation. Costs what `items_of` does."""
    return of_entities(project_id, [entity_id])


def of_entities(project_id: str, ids: Iterable[str]) -> list[Task]:
    """Return the tasks of a production's entities, each one's in the order of their creation."""
    return [tasks.record(item) for item in items_of(project_id, ids)]


def items_of(project_id: str, ids: Iterable[str]) -> list[RecordItem]:
    """Return the items of the tasks of a production's entities, which the rows beside those name.

    Costs one trip where the entities were read in this request, else two, three where their addresses are not known;
    however many they are, and however many tasks their production has.
    """
    places = entities.keys(ids)
    seen = reading.seen()
    rows = {key: seen[key].rows for key in places.values() if key in seen}
    rows |= {key: item.rows for key, item in reading.records(set(places.values()) - rows.keys()).items()}
    keys = [
        reading.Key(tasks.partition(project_id), f"{entity_id}#{task_id}")
        for entity_id, place in places.items()
        for task_id in sorted(_ids_in(rows.get(place)))
    ]
    found = reading.records(keys)
    return [found[key] for key in keys if key in found]


def _ids_in(rows: str | None) -> list[str]:
    return [one[0] for one in msgspec.json.decode(rows or "[]", type=list[list[Any]])]
