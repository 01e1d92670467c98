"""Work on many records: in the request's own commit where it fits, else part by part."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from chalicelib.changes import Changes
from chalicelib.store import work

I = TypeVar("I")  # noqa: E741
T = TypeVar("T")


def done(
    changes: Changes, items: Sequence[I], most: int, part: Callable[[Changes, Sequence[I]], Iterable[T]]
) -> list[T]:
    """Return the results of work on all items; `most` is how many fit into one commit.

    Parts are committed before the request's own changes. They read what they change themselves.
    """
    if len(items) <= most:
        return list(part(changes, items))
    return work.in_parts(items, most, part, changes.by)
