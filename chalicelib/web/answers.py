"""What operations say of their answers, where the type that a function returns says too little.

A function that returns a record as a dictionary, or its JSON in an `Answer`, declares
`-> Annotated[dict[str, Any], Task]`: the document shows the second type, and nothing is converted. Of a record's fields
an answer may lack some, and have others beside them.
"""

import typing
from typing import Annotated, Any, Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")


class PageOf(Struct, Generic[T]):
    """One page of a list, and how many there are; `offset` is the number of the first one, from 0."""

    data: list[T]
    total: int
    nb_pages: int
    limit: int
    offset: int
    page: int


Listed = list[T] | PageOf[T]  # whole, or the page that a query asks for


class Done(Struct):
    """What is answered where there is nothing to show."""

    success: bool = True


def listed(record: Any) -> Any:
    """Return the type of what a list of these records answers."""
    return typing.cast(Any, Listed)[record]


def returned(hint: Any) -> Any:
    """Return the type that a function returns."""
    return typing.get_args(hint)[0] if typing.get_origin(hint) is Annotated else hint


def shown(hint: Any) -> Any:
    """Return the type that the document shows of an answer."""
    return typing.get_args(hint)[1] if typing.get_origin(hint) is Annotated else hint
