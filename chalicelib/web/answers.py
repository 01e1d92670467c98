"""The types that operations name as `shows=`, where the type that a function returns says too little of its answer.

A function that returns a record as a dictionary, or its JSON in an `Answer`, is declared with `shows=Task`: it is what
the document shows, and nothing is converted. Of a record's fields an answer may lack some, and have others beside them.
"""

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from msgspec import Struct, defstruct

from chalicelib.store.records import Record, fields_of

T = TypeVar("T")


class PageOf(Struct, Generic[T]):
    """One page of a list, and how many there are; `offset` is the number of the first one, from 0."""

    data: list[T]
    total: int
    nb_pages: int
    limit: int
    offset: int
    page: int


class Done(Struct):
    """What is answered where there is nothing to show."""

    success: bool = True


def part_of(record: type[Record], names: Iterable[str], called: str, **more: Any) -> Any:
    """Return the type of some fields of a record, and of what stands beside them."""
    fields = fields_of(record)
    return defstruct(called, [*((name, fields[name].type) for name in sorted(names)), *more.items()])


def list_of(record: Any) -> Any:
    """Return the type of a list of what is known by a variable only."""
    return list[record]


def map_of(kind: Any) -> Any:
    """Return the type of a map from ids to what is known by a variable only."""
    return dict[str, kind]


def paged(record: Any) -> Any:
    """Return the type of a list of these records: whole, or the page that a query asks for."""
    return list[record] | PageOf[record]
