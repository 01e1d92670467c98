"""What query strings may say: an operation declares names, its function is given these, and the document shows them.

`query: SomeStruct` is converted, and a value of a wrong type is refused. Where the contract takes wrong values for
none, or a flag for false whatever it says, a query is passed on as it came, cut down to what is declared:
`query: Annotated[Query, Task, Relations, Page]` may filter by any visible field of a task, and say what the two
structs say; web/filters.py reads it.
"""

import functools
import typing
from typing import Annotated, Any

from msgspec import Meta, Struct

from chalicelib.refs import ProjectId
from chalicelib.store.records import Record, fields_of
from chalicelib.web.filters import NOT_FILTERS, Query

Count = Annotated[int, Meta(ge=1)]


class Relations(Struct):
    """Whether the lists of ids that a record is related to are shown."""

    relations: bool = False


class WithoutRelations(Struct):
    """Whether the lists of ids that a record is related to are shown; they are unless they are not wanted."""

    relations: bool = True


class Fields(Struct):
    """Which fields are shown."""

    fields: Annotated[str, Meta(description="Names of fields, separated by commas; all where it is left out.")] = ""


class Limit(Struct):
    """How many are shown."""

    limit: Annotated[Count, Meta(description="How many a page has.")] = 100


class Page(Limit):
    """Which page is shown; all where none is named."""

    page: Annotated[Count | None, Meta(description="Answer the page of this number, in an envelope.")] = None


class Force(Struct):
    """Whether what is removed takes along what hangs on it."""

    force: Annotated[bool, Meta(description="Remove what hangs on it, too.")] = False


class OfProduction(Struct):
    """The production of which something is shown."""

    project_id: ProjectId | None = None


def parts_of(hint: Any) -> tuple[Any, ...]:
    """Return the types whose fields a query may name: structs, and records, whose fields are filters."""
    return tuple(part for part in _declared(hint) if isinstance(part, type))


def _declared(hint: Any) -> tuple[Any, ...]:
    if hint is None:
        return ()
    return typing.get_args(hint)[1:] if typing.get_origin(hint) is Annotated else (hint,)


def filters_of(record: type[Record]) -> list[str]:
    """Return the names by which a list of records may be filtered."""
    return [name for name in fields_of(record) if name not in NOT_FILTERS and name not in record.HIDDEN]


@functools.cache
def names_of(hint: Any) -> frozenset[str]:
    """Return the names that a query may have, and those of a frozenset: its function refuses them."""
    refused = (part for part in _declared(hint) if isinstance(part, frozenset))
    shown = (filters_of(part) if issubclass(part, Record) else fields_of(part) for part in parts_of(hint))
    return frozenset[str]().union(*refused, *shown)


def declared(hint: Any, query: Query) -> Query:
    """Return what a query string says of what an operation declares, in the order in which it came."""
    names = names_of(hint)
    return {name: values for name, values in query.items() if name in names}
