"""Reads once what the rows of estimations name: the entities of a production, and their tasks of a type."""

from typing import NamedTuple

from chalicelib.entities.entities.records import Entity, entities, rows_of, sort_key
from chalicelib.entities.types.records import ASSET, entity_types
from chalicelib.imports.once import Once
from chalicelib.imports.slugs import slug
from chalicelib.people.organisation.records import Organisation, organisations
from chalicelib.projects.descriptors.records import MetadataDescriptor, metadata_descriptors
from chalicelib.store import gather, reading
from chalicelib.store.reading import Key
from chalicelib.tasks.tasks.records import ROW_FIELDS, Task, tasks
from chalicelib.tasks.types.records import TaskType

ID, TYPE = ROW_FIELDS.index("id"), ROW_FIELDS.index("task_type_id")
SHOT = "Shot"
Names = tuple[str, str]


class Planned(NamedTuple):
    """What can be estimated: the ids of the tasks by the slugs of parent and entity; columns; the studio's day."""

    tasks: dict[Names, str]
    kept: Once[Task]
    columns: list[MetadataDescriptor]
    organisation: Organisation


def read(project_id: str, task_type: TaskType, episode_id: str | None) -> Planned:
    """Return the tasks of a type, of an episode if one is given. Costs two trips."""
    items, columns, types, (organisation, *_) = gather(
        lambda: reading.partition(entities.partition(project_id), *_range(task_type)),
        lambda: metadata_descriptors.within(project_id),
        entity_types.all,
        organisations.all,
    )
    found = [(entities.record(item), item.rows) for item in items]
    parents = {one.id: one.name for one in types} | {one.id: one.name for one, _ in found}
    keys: dict[Names, Key] = {}
    above = {one.id: one for one, _ in found}
    for entity, rows in found:
        if entity.type != task_type.for_entity or not _is_of(entity, episode_id, above):
            continue
        parent = entity.entity_type_id if entity.type == ASSET else entity.parent_id or ""
        task_id = next((row[ID] for row in rows_of(rows or "[]") if row[TYPE] == task_type.id), None)
        if task_id is not None:
            name = (slug(parents.get(parent, "")), slug(entity.name))
            keys.setdefault(name, Key(tasks.partition(project_id), f"{entity.id}#{task_id}"))
    return Planned(
        {name: key.sort.rpartition("#")[2] for name, key in keys.items()},
        Once(tasks, reading.records(keys.values()).values()),
        [one for one in columns if one.entity_type == "Task" and one.task_type_id == task_type.id],
        organisation,
    )


def _range(task_type: TaskType) -> tuple[str, str]:
    """Return between which keys the entities lie that such work is estimated of; shots come with their sequences."""
    first, last = (ASSET, ASSET) if task_type.for_entity == ASSET else ("Sequence", SHOT)
    return sort_key(first), sort_key(last) + "\uffff"


def _is_of(entity: Entity, episode_id: str | None, above: dict[str, Entity]) -> bool:
    if episode_id is None:
        return True
    if entity.type == ASSET:
        return entity.source_id == episode_id
    sequence = above.get(entity.parent_id or "")
    return sequence is not None and sequence.parent_id == episode_id
