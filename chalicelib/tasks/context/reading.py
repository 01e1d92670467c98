"""Reads what a client needs when it starts: the studio's reference data in one Query, and what is the person's own."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from chalicelib.access import Actor
from chalicelib.entities.entities.records import Entity, of_kind
from chalicelib.people.persons.records import persons
from chalicelib.projects.descriptors.records import MetadataDescriptor, metadata_descriptors
from chalicelib.projects.projects.records import Project, projects
from chalicelib.projects.projects.rules import TVSHOW
from chalicelib.projects.statuses.records import OPEN
from chalicelib.store import each, gather, reading
from chalicelib.store.tables import RecordItem
from chalicelib.tasks.notifications.records import unread_of
from chalicelib.tasks.search_filters.records import SearchFilter, SearchFilterGroup, own_and_shared

REFERENCE = "studio"


class Read(NamedTuple):
    """What was read: reference items by their kind, people's items, open productions, and what is the caller's own."""

    reference: dict[str, list[RecordItem]]
    people: list[RecordItem]
    projects: list[Project]
    columns: list[list[MetadataDescriptor]]
    episodes: list[list[Entity]]
    unread: int
    filters: list[SearchFilter]
    groups: list[SearchFilterGroup]


def read(by: Actor) -> Read:
    """Return all of it. Costs two trips: what is open is known from the reference data, and its columns are the second.

    A machine's emulator answers one request after the other, so what is read twice is what this costs there.
    """
    (reference, people), unread, own, of_teams = gather(
        lambda: gather(_reference, persons.items),
        lambda: len(unread_of(by.id)),
        lambda: own_and_shared(by.id),
        lambda: projects.all() if by.is_admin else list(projects.many(by.standing.roles).values()),
    )
    open_ids = {one["id"] for one in map(values, reference.get("project_status", ())) if one["name"] == OPEN}
    found = by_name(project for project in of_teams if project.project_status_id in open_ids)
    return Read(reference, people, found, *around(found), unread, own.filters, own.groups)


def _reference() -> dict[str, list[RecordItem]]:
    kinds: dict[str, list[RecordItem]] = {}
    for item in reading.partition(REFERENCE):
        kinds.setdefault(item.kind, []).append(item)
    return kinds


def by_name(found: Iterable[Project]) -> list[Project]:
    """Return productions in the order of their names."""
    return sorted(found, key=lambda project: project.name)


def around(found: list[Project]) -> tuple[list[list[MetadataDescriptor]], list[list[Entity]]]:
    """Return the columns and the episodes of productions. Costs a Query or two for each, all at once."""
    return gather(
        lambda: each(lambda project: metadata_descriptors.within(project.id), found),
        lambda: each(
            lambda project: of_kind(project.id, "Episode") if project.production_type == TVSHOW else [], found
        ),
    )


def raw(items: Iterable[RecordItem], *, relations: bool = True) -> list[msgspec.Raw]:
    """Return records as they are kept, unread."""
    return [msgspec.Raw(reading.text_of(item, relations=relations).encode()) for item in items]


def values(item: RecordItem) -> dict[str, Any]:
    """Return a record's fields."""
    return msgspec.json.decode(reading.text_of(item, relations=True), type=dict[str, Any])
