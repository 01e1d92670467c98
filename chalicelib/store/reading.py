"""Reads items: always consistent, in as few round trips as the question allows, and remembered for the commit."""

import contextlib
import contextvars
import functools
import itertools
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar, overload

import msgspec

from chalicelib.errors import Busy
from chalicelib.store import bodies, busy
from chalicelib.store.tables import KeyItem, LinkItem, RecordItem, SessionItem, StampItem, Table, client

T = TypeVar("T")
K = TypeVar("K")
A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
D = TypeVar("D")
MOST_KEYS = 100  # of one BatchGetItem
MOST_TRIES = 8  # for keys that a throttled table leaves over: three seconds at most


class Key(NamedTuple):
    """Where a record lies."""

    partition: str
    sort: str


class Address(NamedTuple):
    """Where the record of an id lies, and where the records lie that it lives below, by their kind."""

    key: Key
    above: dict[str, Key]


class Seen(NamedTuple):
    """A record as this request has read it: what a commit compares with and conditions on."""

    record: Any
    version: int
    rows: str | None
    rows_version: int
    body_file: str | None


_session: contextvars.ContextVar[dict[Key, Seen] | None] = contextvars.ContextVar("session", default=None)
_depth: contextvars.ContextVar[int] = contextvars.ContextVar("depth", default=0)
_addresses: dict[str, Address] = {}
_MOST_ADDRESSES = 50_000
_lock = threading.Lock()


@contextlib.contextmanager
def session() -> Iterator[dict[Key, Seen]]:
    """Remember what is read inside, as one attempt of a request does."""
    seen: dict[Key, Seen] = {}
    token = _session.set(seen)
    try:
        yield seen
    finally:
        _session.reset(token)


def seen() -> dict[Key, Seen]:
    """Return what this attempt has read so far."""
    current = _session.get()
    return {} if current is None else current


def forget_caches() -> None:
    """Forget addresses: everything was emptied."""
    with _lock:
        _addresses.clear()


@functools.cache
def _pool(depth: int) -> ThreadPoolExecutor:
    """Return the threads for reads inside of `depth` others; with one pool for all, they could wait for each other."""
    return ThreadPoolExecutor(16, thread_name_prefix=f"read {depth}")


@overload
def gather(first: Callable[[], A], second: Callable[[], B], /) -> tuple[A, B]: ...
@overload
def gather(first: Callable[[], A], second: Callable[[], B], third: Callable[[], C], /) -> tuple[A, B, C]: ...
@overload
def gather(
    first: Callable[[], A], second: Callable[[], B], third: Callable[[], C], fourth: Callable[[], D], /
) -> tuple[A, B, C, D]: ...
@overload
def gather(*calls: Callable[[], T]) -> tuple[T, ...]: ...
def gather(*calls: Callable[[], Any]) -> tuple[Any, ...]:
    """Return what the calls return; they run at once, because none needs another's answer."""
    if len(calls) < 2:
        return tuple(call() for call in calls)
    depth = _depth.get()
    futures: list[Future[Any]] = [
        _pool(depth).submit(contextvars.copy_context().run, _deeper, depth, call) for call in calls[1:]
    ]
    first = calls[0]()
    return (first, *(future.result() for future in futures))


def _deeper(depth: int, call: Callable[[], T]) -> T:
    _depth.set(depth + 1)
    return call()


def each(function: Callable[[K], T], items: Iterable[K]) -> list[T]:
    """Return what the function returns for each item, read at once."""
    return list(gather(*(functools.partial(function, item) for item in items)))


def batch_get(wanted: dict[type[Table], list[Any]]) -> dict[type[Table], list[Any]]:
    """Return the items of these keys, whatever their tables; costs one trip for each 100 keys, all at once."""
    flat = [(model, key) for model, keys in wanted.items() for key in dict.fromkeys(keys)]
    parts = [flat[at : at + MOST_KEYS] for at in range(0, len(flat), MOST_KEYS)]
    found: dict[type[Table], list[Any]] = {model: [] for model in wanted}
    for part in each(_batch, parts):
        for model, items in part.items():
            found[model] += items
    return found


def _batch(part: list[tuple[type[Table], Any]]) -> dict[type[Table], list[Any]]:
    models: dict[str, type[Table]] = {}
    request: dict[str, Any] = {}
    for model, key in part:
        model._get_connection()
        name = model.Meta.table_name
        models[name] = model
        request.setdefault(name, {"ConsistentRead": True, "Keys": []})["Keys"].append(_key_of(model, key))
    found: dict[type[Table], list[Any]] = {model: [] for model in models.values()}
    for tries in itertools.count():
        answer = client().batch_get_item(RequestItems=request)
        for name, items in answer["Responses"].items():
            found[models[name]] += [models[name].from_raw_data(item) for item in items]
        request = answer.get("UnprocessedKeys") or {}
        if not request:
            break
        if tries == MOST_TRIES:
            raise Busy("the tables have too much to do at this moment; try again")
        busy.pause(tries)
    return found


def _key_of(model: type[Table], key: Any) -> dict[str, Any]:
    if model is RecordItem:
        return {"partition": {"S": key[0]}, "sort": {"S": key[1]}}
    if model is StampItem:
        return {"scope": {"S": key[0]}, "shard": {"S": key[1]}}
    if model is LinkItem:
        return {"source": {"S": key[0]}, "target": {"S": key[1]}}
    return {"name": {"S": key}}


def addresses(names: Iterable[str]) -> dict[str, Address]:
    """Return the addresses of these names (kind#id); what doesn't exist is left out. Known ones cost nothing."""
    names = list(dict.fromkeys(names))
    unknown = [name for name in names if name not in _addresses]
    if unknown:
        learn(batch_get({KeyItem: unknown})[KeyItem])
    return {name: _addresses[name] for name in names if name in _addresses}


def known_address(name: str) -> Address | None:
    """Return the address if it was read before: one that was never changes."""
    return _addresses.get(name)


def forget(names: Iterable[str]) -> None:
    """Forget addresses at which nothing lies any more: what has moved is found again where it is now."""
    with _lock:
        for name in names:
            _addresses.pop(name, None)


def learn(items: Iterable[KeyItem]) -> None:
    """Keep the addresses among these items."""
    with _lock:
        if len(_addresses) > _MOST_ADDRESSES:
            _addresses.clear()
        for item in items:
            if item.partition is not None and item.sort is not None:
                above = msgspec.json.decode(item.above or "{}", type=dict[str, Key])
                _addresses[item.name] = Address(Key(item.partition, item.sort), above)


def records(keys: Iterable[Key]) -> dict[Key, RecordItem]:
    """Return the record items of these keys; what doesn't exist is left out."""
    keys = list(keys)
    if not keys:
        return {}
    items = batch_get({RecordItem: keys})[RecordItem]
    return {Key(item.partition, item.sort): item for item in items}


def partition(
    name: str, first: str | None = None, last: str | None = None, *, newest: bool = False
) -> list[RecordItem]:
    """Return a partition's items, or those whose sort key lies between two, in order. Costs one Query chain."""
    condition = None if first is None else RecordItem.sort.between(first, last or first + "\uffff")
    found = RecordItem.query(name, condition, consistent_read=True, scan_index_forward=not newest)
    return list(found)


def passed_on(
    name: str, first: str | None = None, last: str | None = None, *, relations: bool = False, rows: bool = False
) -> list[RecordItem]:
    """Return a partition's items, or a range of them, with their JSON only, and what lists show beside it.

    They are for lists that pass on what is kept: nothing can be saved of them. Each attribute that is left out spares a
    long list some 15 microseconds an item in botocore's parser alone.
    """
    condition = None if first is None else RecordItem.sort.between(first, last or first + "\uffff")
    wanted = ["body", *["relations"] * relations, *["rows"] * rows]
    return list(RecordItem.query(name, condition, consistent_read=True, attributes_to_get=wanted))


def newest(name: str, most: int, before: str | None = None) -> list[RecordItem]:
    """Return a partition's last items, the last first; reads no more than it returns."""
    condition = None if before is None else RecordItem.sort < before
    found = RecordItem.query(
        name, condition, consistent_read=True, scan_index_forward=False, limit=most, page_size=min(most, 1000)
    )
    return list(found)


def links(source: str, first: str | None = None, last: str | None = None) -> list[LinkItem]:
    """Return the links from a source, in the order of their targets."""
    condition = None if first is None else LinkItem.target.between(first, last or first + "\uffff")
    return list(LinkItem.query(source, condition, consistent_read=True))


def holder(unique_name: str) -> str | None:
    """Return the id that holds a unique name."""
    found = batch_get({KeyItem: [unique_name]})[KeyItem]
    return found[0].holder if found else None


def tickets(names: Iterable[str]) -> dict[str, SessionItem]:
    """Return the tickets of these names; whoever uses one compares `expires`, for they stay for a while after it."""
    return {item.name: item for item in batch_get({SessionItem: list(names)})[SessionItem]}


def text_of(item: RecordItem, *, relations: bool) -> str:
    """Return a record's JSON."""
    body = bodies.fetched(item.body)
    if not relations or item.relations is None:
        return body
    return f"{body[:-1]},{item.relations[1:]}"


def remember(item: RecordItem, record: Any) -> None:
    """Note what was read, for the commit; what was read first counts."""
    current = _session.get()
    if current is not None:
        key = Key(item.partition, item.sort)
        rows_version = int(item.rows_version or 0)
        current.setdefault(key, Seen(record, int(item.version), item.rows, rows_version, bodies.file_of(item.body)))
