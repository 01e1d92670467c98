"""Runs what reads, decides and writes: once more on fresh records when somebody was faster; long work in parts."""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from chalicelib.changes import Changes
from chalicelib.errors import Outrun, Taken
from chalicelib.store.commit import commit
from chalicelib.store.reading import session

T = TypeVar("T")
I = TypeVar("I")  # noqa: E741
ATTEMPTS = 14
SHORTEST, LONGEST = 0.004, 0.25  # seconds of the pauses between two attempts; 1.5 s in all


def run(work: Callable[[Changes], T], by: str | None = None, attempts: int = ATTEMPTS) -> T:
    """Call the work and commit its changes; when it was outrun, call it again. Raises Outrun after the last attempt.

    A value that is taken is no failure yet the first time: the work may have looked before the other one had it, and
    will find it when it looks again.
    """
    taken = False
    for attempt in range(attempts):
        with session():
            changes = Changes(by)
            result = work(changes)
            try:
                commit(changes)
            except Outrun:
                time.sleep(random.uniform(0, min(LONGEST, SHORTEST * 2**attempt)))
            except Taken:
                if taken:
                    raise
                taken = True
            else:
                return result
    raise Outrun("others are changing the same at this moment; try again")


def in_parts(
    items: Sequence[I], size: int, work: Callable[[Changes, Sequence[I]], Iterable[T]], by: str | None = None
) -> list[T]:
    """Do work that is too much for one commit part by part, and return all results.

    Each part is committed on its own. The work must pass over what is done already: then a request that broke off can
    simply be sent again.
    """
    return [result for part in parts(items, size) for result in run(lambda c, part=part: list(work(c, part)), by)]  # type: ignore[misc]


def parts(items: Sequence[I], size: int) -> Iterator[Sequence[I]]:
    """Cut a sequence into pieces."""
    for at in range(0, len(items), size):
        yield items[at : at + size]
