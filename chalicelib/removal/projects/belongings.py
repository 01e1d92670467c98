"""What belongs to a production: known from how each kind is kept, so that a new kind is never forgotten."""

import functools
import importlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from chalicelib.entities.entities.records import entities
from chalicelib.people.persons.records import persons
from chalicelib.store import Collection, collection, each, reading
from chalicelib.store.records import Record, fields_of
from chalicelib.tasks.tasks.records import tasks

OF_PRODUCTIONS = ("project_id", "production_id")
OF_PEOPLE = ("person_id", "owner")
ABOUT = frozenset({"project_id", "task_id", "entity_id", "object_id"})
CODE = Path(__file__).parents[2]


@functools.cache
def kinds() -> tuple[Collection[Any], ...]:
    """Return all kinds that there are; imports the records of every topic, which no other operation needs."""
    for file in sorted(CODE.glob("*/*/records.py")):
        importlib.import_module(".".join(("chalicelib", *file.relative_to(CODE).with_suffix("").parts)))
    return tuple(collection.ALL.values())


def in_production() -> list[Collection[Any]]:
    """Return the kinds that lie in a production's partitions."""
    return [of for of in kinds() if of.within_field in OF_PRODUCTIONS]


def below(parent: Collection[Any]) -> list[Collection[Any]]:
    """Return the kinds whose records lie below one of this kind: versions below entities."""
    return [of for of in kinds() if of.within_field and _parent_kind(of) == parent.kind]


def _parent_kind(of: Collection[Any]) -> str:
    field = fields_of(of.type)[of.within_field]
    return field.of["kind"] if field.of else of.within_field.removesuffix("_id")


def has_any(project_id: str) -> bool:
    """Return whether anything belongs to a production. Costs one trip: the first record of each kind, all at once."""
    return any(each(lambda of: reading.newest(of.partition(project_id), 1), in_production()))


def of_kind(of: Collection[Any], project_id: str) -> list[Record]:
    """Return a production's records of a kind, and before each what lies below it."""
    found = of.within(project_id)
    return [*_all_below(of, found), *found]


def _all_below(of: Collection[Any], parents: Iterable[Record]) -> list[Record]:
    places = [(child, parent.id) for child in below(of) for parent in parents]
    found: list[Record] = []
    for (child, _), records in zip(places, each(lambda place: place[0].within(place[1]), places), strict=True):
        found += [*_all_below(child, records), *records]
    return found


def of_people(project_id: str, ids: set[str]) -> list[Record]:
    """Return what people have of a production: times, filters, subscriptions. Costs a Query a person and kind.

    `ids` are those of its tasks and entities.
    """
    own = [of for of in kinds() if of.within_field in OF_PEOPLE]
    places = [(of, person.id) for of in own for person in persons.all()]
    found = each(lambda place: place[0].within(place[1]), places)
    return [record for records in found for record in records if _is_about(record, project_id, ids)]


def of_studio(project_id: str, ids: set[str]) -> list[Record]:
    """Return what lies among the studio's records and is about the production: chats. Costs a Query a kind."""
    kept = [of for of in kinds() if of.home and ABOUT & fields_of(of.type).keys()]
    found: list[Record] = []
    for of, records in zip(kept, each(lambda of: of.all(), kept), strict=True):
        own = [record for record in records if _is_about(record, project_id, ids)]
        found += [*_all_below(of, own), *own]
    return found


def _is_about(record: Record, project_id: str, ids: set[str]) -> bool:
    return any((value := getattr(record, field, None)) == project_id or value in ids for field in ABOUT)


def others() -> list[Collection[Any]]:
    """Return the kinds in productions but tasks and entities, which go in an order of their own."""
    return [of for of in in_production() if of not in (tasks, entities)]
