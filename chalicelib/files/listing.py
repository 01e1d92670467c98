"""The plain lists of files across productions: filtered, whole or in pages."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from chalicelib.access import VENDOR, Actor
from chalicelib.entities.entities.records import entities
from chalicelib.store import Collection, Record, each
from chalicelib.store.ids import well_formed
from chalicelib.tasks.tasks.places import all_productions
from chalicelib.tasks.tasks.records import tasks
from chalicelib.web import filters
from chalicelib.web.filters import Query

F = TypeVar("F", bound=Record)
Fields = frozenset[str] | None
Rows = list[dict[str, Any]]
NOWHERE = ""  # the production of files that belong to none
WITHIN: dict[str, Collection[Any]] = {"task_id": tasks, "entity_id": entities}


def listed(by: Actor, query: Query, of: Collection[F], rows: Callable[[Sequence[F], Fields], Rows]) -> Any:
    """Return the files of all that the caller may see; `rows` shows some, with the fields that are asked for.

    Costs two trips, then one Query chain a production, all at once.
    """
    tests, fields = filters.criteria_of(of.type, query), filters.only(query)
    tests.pop(of.within_field, None)
    if "page" in query:
        filters.number(query, "page", 1), filters.limit_of(query)
    items = [item for found in each(of.items, _places(by, query, of)) for item in found]
    found = [(item.updated_at, of.record(item)) for item in items]
    found = [(changed, file) for changed, file in found if all(test(getattr(file, n)) for n, test in tests.items())]
    if "page" not in query:
        return rows([file for _, file in found], fields)
    found.sort(key=lambda one: (one[0], one[1].id), reverse=True)
    page = filters.page_of([file for _, file in found], query)
    return page | {"data": rows(page["data"], fields)}


def _places(by: Actor, query: Query, of: Collection[Any]) -> Iterable[str]:
    """Return the productions in which a list looks: those that the caller may see whole, or one that a filter names."""
    named = [
        _production_of(parents, query[field][0])
        for field, parents in WITHIN.items()
        if field in of.type.__struct_fields__ and well_formed(query.get(field, [""])[0])
    ]
    seen = all_productions(by, *named[:1]) if "" not in named else {}
    whole = sorted(place for place in seen if by.role_in(place) != VENDOR)
    return [*whole, NOWHERE] if by.is_admin else whole


def _production_of(collection: Collection[Any], record_id: str) -> str:
    address = collection.address(record_id)
    return "" if address is None else address.above["project"].sort
