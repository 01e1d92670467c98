"""Removes many records, a few in each commit: what broke off is finished by sending the same request again."""

from collections.abc import Iterable, Sequence
from typing import Any

from chalicelib.changes import Changes
from chalicelib.store import collection, each, work
from chalicelib.store.records import Record

IN_ONE_COMMIT = 15  # a record has an address, up to two unique names, up to two links, and counts a stamp

Place = tuple[type[Record], str]


def remove_all(records: Iterable[Record], by: str | None) -> None:
    """Let records go that others hang on; who is told of that is told with those."""
    places = list(dict.fromkeys((type(one), one.id) for one in records))
    work.in_parts(places, IN_ONE_COMMIT, _remove, by)


def _remove(changes: Changes, places: Sequence[Place]) -> list[Any]:
    ids: dict[type[Record], list[str]] = {}
    for record_type, record_id in places:
        ids.setdefault(record_type, []).append(record_id)
    found = [one for by_id in each(_many, ids.items()) for one in by_id.values()]
    for one in found:
        changes.remove(one)
    return found


def _many(wanted: tuple[type[Record], list[str]]) -> dict[str, Record]:
    record_type, ids = wanted
    return collection.of(record_type).many(ids)
