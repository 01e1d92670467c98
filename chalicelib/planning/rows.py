"""The tasks of a production as boards show them, beside their entities: the smallest read of all of them."""

import datetime as dt
from typing import Any

import msgspec

from chalicelib.entities.entities.records import Entity, entities, sort_key
from chalicelib.store import reading


class Row(msgspec.Struct, frozen=True, array_like=True):
    """A task's row, its fields in the order of ROW_FIELDS; those that no plan needs are as they come."""

    id: str
    duration: float
    due_date: Any
    end_date: dt.datetime | None
    done_date: dt.datetime | None
    entity_id: str
    estimation: Any
    is_subscribed: Any
    last_comment_date: Any
    last_preview_file_id: Any
    nb_assets_ready: Any
    priority: Any
    real_start_date: dt.datetime | None
    retake_count: Any
    start_date: Any
    difficulty: Any
    nb_drawings: int
    task_status_id: Any
    task_type_id: str
    assignees: list[str]


rows_of = msgspec.json.Decoder(list[Row]).decode


def types_of_tasks(project_id: str) -> dict[str, str]:
    """Return the task type of each task of a production, by their ids. Costs one Query chain."""
    rows = (row for item in entities.items(project_id) if item.rows for row in rows_of(item.rows))
    return {row.id: row.task_type_id for row in rows}


def with_tasks(project_id: str, kind: str) -> list[tuple[Entity, list[Row]]]:
    """Return a production's entities of a kind, each with its tasks. Costs one Query chain."""
    items = reading.partition(entities.partition(project_id), sort_key(kind))
    return [(entities.record(item), rows_of(item.rows or "[]")) for item in items]
