"""Runs what reads, decides and writes: once more on fresh records when somebody was faster; long work in parts."""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from chalicelib.changes import Changes
from chalicelib.errors import Busy, Failure, Outrun, Taken
from chalicelib.store import turns
from chalicelib.store.commit import TooMuch, commit
from chalicelib.store.reading import session

T = TypeVar("T")
I = TypeVar("I")  # noqa: E741
PATIENCE = 10.0  # seconds for which a request tries again; API Gateway gives up after 29
SHORTEST, LONGEST = 0.004, 0.25  # seconds of the pauses between two attempts, growing and of random length


def run(work: Callable[[Changes], T], by: str | None = None, patience: float | None = None) -> T:
    """Call the work and commit its changes; when it was outrun, call it again.

    Raises Outrun or Busy when patience ends. A value that is taken is no failure yet the first time: the work may have
    looked before the other one had it, and will find it, or choose the next one, when it looks again.
    """
    taken: set[str] = set()
    outrun, deadline = 0, time.monotonic() + (PATIENCE if patience is None else patience)
    wanted: turns.Records = frozenset()
    while True:
        with turns.turn(wanted), session():
            changes = Changes(by)
            result = work(changes)
            try:
                _commit_unless_crowded(changes, first=not outrun)
            except (Outrun, Busy) as failure:
                if time.monotonic() > deadline:
                    raise _given_up(failure) from None
                wanted, outrun = _changed_by(changes), outrun + 1
            except Taken as failure:
                if failure.name in taken:
                    raise
                taken.add(failure.name)
            else:
                return result
        if outrun:
            time.sleep(random.uniform(0, min(LONGEST, SHORTEST * 2 ** min(outrun, 10))))


def _given_up(failure: Failure) -> Failure:
    if isinstance(failure, Busy):
        return Busy("there is too much to write at this moment; try again")
    return Outrun("others are changing the same at this moment; try again")


def _commit_unless_crowded(changes: Changes, *, first: bool) -> None:
    """Commit; but at first stand in line where others do, instead of outrunning the one whose turn it is."""
    if first and turns.crowded(_changed_by(changes)):
        raise Outrun
    commit(changes)


def _changed_by(changes: Changes) -> turns.Records:
    return frozenset(key for key, write in changes.writes.items() if write.how != "add")


def in_parts(
    items: Sequence[I], size: int, work: Callable[[Changes, Sequence[I]], Iterable[T]], by: str | None = None
) -> list[T]:
    """Do work that is too much for one commit part by part, and return all results.

    Each part is committed on its own, in smaller pieces if it takes more writes than a commit has. The work must pass
    over what is done already: then a request that broke off can simply be sent again.
    """
    return [result for part in parts(items, size) for result in _part(part, work, by)]


def _part(part: Sequence[I], work: Callable[[Changes, Sequence[I]], Iterable[T]], by: str | None) -> list[T]:
    try:
        return run(lambda changes: list(work(changes, part)), by)
    except TooMuch:  # nothing was written: what hangs on records, such as their links, can't be counted beforehand
        if len(part) < 2:
            raise
        half = len(part) // 2
        return [*_part(part[:half], work, by), *_part(part[half:], work, by)]


def parts(items: Sequence[I], size: int) -> Iterator[Sequence[I]]:
    """Cut a sequence into pieces."""
    for at in range(0, len(items), size):
        yield items[at : at + size]
