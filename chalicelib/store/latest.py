"""Pages of a large kind in the order of change, each read no further than to its end.

A local index keeps, in each partition, where the last changed records lie and what they are filtered by. Being local it
is as consistent as the table. How many pages there are is counted as records come and go, so nobody has to count them.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import msgspec
from pynamodb.pagination import ResultIterator

from chalicelib.store import reading, stamps
from chalicelib.store.collection import Collection
from chalicelib.store.reading import Key
from chalicelib.store.tables import RecordItem

Tests = dict[str, Callable[[Any], bool]]
AHEAD = 5  # entries read at first for each one that is wanted, where a filter leaves some of them out
TOGETHER = 50  # entries read beyond the page: one commit changes many in one moment, and all tell their order


class Entry(NamedTuple):
    """A record as the index has it: when it was changed and made, where it lies, what it is filtered by."""

    changed_at: str
    created_at: str
    key: Key
    facets: dict[str, Any]


class Page(NamedTuple):
    """The items of a page in its order, and how many there are on all pages."""

    items: list[RecordItem]
    total: int


def answers(of: Collection[Any], tests: Tests) -> bool:
    """Return whether `page` can judge these tests; what it can't needs the records themselves."""
    return of.facets is not None and tests.keys() <= {*of.facets.kept}


def page(of: Collection[Any], parents: Iterable[str], tests: Tests, offset: int, limit: int) -> Page:
    """Return a page of the records below these parents that pass, in the order of pages.

    Costs two trips where no more than one counted facet is asked for and what passes is spread evenly; it reads five
    entries of the index for each record up to the page's end then. Else it reads on, to the index's end at most.
    """
    found = reading.each(lambda parent: _below(of, parent, tests, offset + limit), parents)
    # The last change first, then what was made last, then by id.
    entries = sorted((entry for entries, _ in found for entry in entries), key=_by_id)
    entries.sort(key=lambda entry: (entry.changed_at, entry.created_at), reverse=True)
    chosen = [entry.key for entry in entries[offset : offset + limit]]
    items = reading.records(chosen)
    return Page([items[key] for key in chosen if key in items], sum(total for _, total in found))


def _below(of: Collection[Any], parent: str, tests: Tests, wanted: int) -> tuple[list[Entry], int]:
    """Return as many of the last changed records below a parent as are wanted, and how many there are in all."""
    place, countable = of.partition(parent), _countable(of, tests)
    if not countable:
        every = list(_passing(of, tests, _index(place)))
        return every, len(every)
    most = TOGETHER + (wanted * AHEAD if tests else wanted)
    first = _index(place, limit=most)
    tallies, items = reading.gather(lambda: stamps.tallies(place), lambda: list(first))
    total = _counted(of, tests, tallies)
    entries = _passing(of, tests, itertools.chain(items, _after(place, first, most * 4)))
    return _first(entries, min(wanted, total)), total


def _index(place: str, **options: Any) -> ResultIterator[RecordItem]:
    return RecordItem.latest.query(place, consistent_read=True, scan_index_forward=False, **options)


def _after(place: str, first: ResultIterator[RecordItem], page_size: int) -> Iterator[RecordItem]:
    """Return what comes after the first entries, if somebody goes on to it, in larger pages."""
    if first.last_evaluated_key is not None:
        yield from _index(place, last_evaluated_key=first.last_evaluated_key, page_size=page_size)


def _passing(of: Collection[Any], tests: Tests, items: Iterable[RecordItem]) -> Iterator[Entry]:
    entries = (_entry(of, item) for item in items)
    return (entry for entry in entries if all(test(entry.facets[name]) for name, test in tests.items()))


def _first(entries: Iterator[Entry], number: int) -> list[Entry]:
    """Return so many entries, and the others that changed in the same moment as the last of them."""
    found = list(itertools.islice(entries, number))
    if found:
        found += itertools.takewhile(lambda entry: entry.changed_at == found[-1].changed_at, entries)
    return found


def _by_id(entry: Entry) -> str:
    return entry.key.sort.rpartition("#")[2]


def _entry(of: Collection[Any], item: RecordItem) -> Entry:
    assert of.facets is not None
    created_at, *values = msgspec.json.decode(item.facets or "[]")
    facets = dict(zip(of.facets.kept, values, strict=True))
    return Entry(item.changed_at or "", created_at, Key(item.partition, item.sort), facets)


def _countable(of: Collection[Any], tests: Tests) -> bool:
    return not tests or (len(tests) == 1 and of.facets is not None and tests.keys() <= {*of.facets.counted})


def _counted(of: Collection[Any], tests: Tests, tallies: dict[str, int]) -> int:
    """Return how many records pass: the sum over the values that do of one counted facet."""
    assert of.facets is not None
    facet, test = next(iter(tests.items()), (of.facets.counted[0], lambda _value: True))
    numbers = {name.partition("=")[2]: number for name, number in tallies.items() if name.startswith(f"{facet}=")}
    return sum(number for value, number in numbers.items() if test(value or None))
