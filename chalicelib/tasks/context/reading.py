"""Reads what a client needs when it starts: the studio's reference data in one Query, and what is the person's own."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from chalicelib.access import Actor
from chalicelib.entities.entities.records import Entity, of_kind
from chalicelib.people.persons.records import persons
from chalicelib.projects.descriptors.records import MetadataDescriptor, metadata_descriptors
from chalicelib.projects.projects.records import Project, open_ones
from chalicelib.projects.projects.rules import TVSHOW
from chalicelib.store import each, gather, reading
from chalicelib.store.tables import RecordItem
from chalicelib.tasks.notifications.records import unread_of
from chalicelib.tasks.search_filters.records import (
    SearchFilter,
    SearchFilterGroup,
    own_and_shared,
    search_filter_groups,
    search_filters,
)

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
    """Return all of it. Costs three trips: the productions, their columns and first episodes."""
    (reference, people), of_productions, unread, (filters, groups) = gather(
        lambda: gather(_reference, persons.items),
        lambda: productions(by),
        lambda: len(unread_of(by.id)),
        lambda: gather(
            lambda: own_and_shared(search_filters, by.id), lambda: own_and_shared(search_filter_groups, by.id)
        ),
    )
    found, columns, episodes = of_productions
    return Read(reference, people, found, columns, episodes, unread, filters, groups)


def _reference() -> dict[str, list[RecordItem]]:
    kinds: dict[str, list[RecordItem]] = {}
    for item in reading.partition(REFERENCE):
        kinds.setdefault(item.kind, []).append(item)
    return kinds


def productions(by: Actor) -> tuple[list[Project], list[list[MetadataDescriptor]], list[list[Entity]]]:
    """Return the open productions of the caller's teams by name, with their columns and episodes. Costs two trips."""
    found = sorted(open_ones(None if by.is_admin else by.standing.roles), key=lambda project: project.name)
    columns, episodes = gather(
        lambda: each(lambda project: metadata_descriptors.within(project.id), found),
        lambda: each(
            lambda project: of_kind(project.id, "Episode") if project.production_type == TVSHOW else [], found
        ),
    )
    return found, columns, episodes


def raw(items: Iterable[RecordItem], *, relations: bool = True) -> list[msgspec.Raw]:
    """Return records as they are kept, unread."""
    return [msgspec.Raw(reading.text_of(item, relations=relations).encode()) for item in items]


def values(item: RecordItem) -> dict[str, Any]:
    """Return a record's fields."""
    return msgspec.json.decode(reading.text_of(item, relations=True), type=dict[str, Any])
