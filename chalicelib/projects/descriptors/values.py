"""The values of custom columns: they move when a column gets another key, and go when it goes."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.entities.entities.records import entities, of_kind
from chalicelib.projects.descriptors.records import MetadataDescriptor
from chalicelib.projects.projects.records import projects
from chalicelib.store import Collection
from chalicelib.store.work import in_parts
from chalicelib.tasks.tasks.records import tasks

AT_ONCE = 20  # records; with what hangs on them they fit into one commit


def moved(changes: Changes, before: MetadataDescriptor, after: MetadataDescriptor) -> None:
    """Move a column's values to its new key. Costs one Query chain, and none if the key stays."""
    if after.field_name != before.field_name:
        _rewrite(changes, before, after.field_name)


def dropped(changes: Changes, column: MetadataDescriptor) -> None:
    """Drop a column's values. Costs one Query chain."""
    _rewrite(changes, column, None)


def _rewrite(changes: Changes, column: MetadataDescriptor, new_key: str | None) -> None:
    """Rewrite what has a value: few records in this commit, many in parts before it, which may be sent again."""
    of, ids = _holders(column)
    key = column.field_name

    def part(changes: Changes, ids: Sequence[str]) -> list[str]:
        for record in of.many(ids).values():
            if key in (record.data or {}):
                data = {name: value for name, value in record.data.items() if name != key}
                moved = {} if new_key is None else {new_key: record.data[key]}
                changes.save(replace(record, data=data | moved))
        return []

    if len(ids) <= AT_ONCE:
        part(changes, ids)
    else:
        in_parts(ids, AT_ONCE, part, changes.by)


def _holders(column: MetadataDescriptor) -> tuple[Collection[Any], list[str]]:
    """Return where a column's values are kept, and the ids of the records that have one."""
    of: Collection[Any]
    found: list[Any]
    match column.entity_type:
        case "Project":
            of, found = projects, list(projects.many([column.project_id]).values())
        case "Task":
            of = tasks
            found = [task for task in tasks.within(column.project_id) if task.task_type_id == column.task_type_id]
        case kind:
            of, found = entities, of_kind(column.project_id, kind)
    has_value = [one.id for one in found if isinstance(one.data, dict) and column.field_name in one.data]
    return of, has_value
