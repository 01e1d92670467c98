"""Reads what the sheets of shots, assets and edits show: the entities with their tasks' rows in one Query chain."""

from typing import NamedTuple

from chalicelib.entities.casting.records import of_place
from chalicelib.entities.types.records import entity_types
from chalicelib.people.persons.records import persons
from chalicelib.projects.descriptors.records import MetadataDescriptor, metadata_descriptors
from chalicelib.store import gather
from chalicelib.tasks.boards.records import Item, chain
from chalicelib.tasks.statuses.records import task_statuses
from chalicelib.tasks.types.records import TaskType, task_types


class Studio(NamedTuple):
    """The studio's types and statuses, by their ids: statuses by their short names, entity types by their names."""

    task_types: dict[str, TaskType]
    statuses: dict[str, str]
    entity_types: dict[str, str]


class Read(NamedTuple):
    """What was read of a production: entities, all its columns, the studio's types, and who is cast in an episode."""

    items: list[Item]
    columns: list[MetadataDescriptor]
    studio: Studio
    cast: set[str]


def read(project_id: str, first: str, last: str, episode_id: str | None) -> Read:
    """Return what a sheet is made of; `first` and `last` are the kinds that it needs. Costs one trip."""
    return Read(
        *gather(
            lambda: chain(project_id, first, last),
            lambda: metadata_descriptors.within(project_id),
            _studio,
            lambda: {link.entity_out_id for link in of_place(project_id, episode_id)} if episode_id else set(),
        )
    )


def _studio() -> Studio:
    types, statuses, of_entities = gather(task_types.all, task_statuses.all, entity_types.all)
    return Studio(
        {one.id: one for one in types},
        {one.id: one.short_name for one in statuses},
        {one.id: one.name for one in of_entities},
    )


def names_of(person_ids: set[str]) -> dict[str, str]:
    """Return the full names of people by their ids. Costs one trip, none for nobody."""
    return {person.id: person.full_name for person in persons.many(person_ids).values()}
