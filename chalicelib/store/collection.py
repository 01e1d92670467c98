"""Collections: where the records of a kind are kept, what is unique among them, and how they are found again."""

import functools
import hashlib
from collections.abc import Callable, Iterable
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from chalicelib.errors import NotFound
from chalicelib.store import reading
from chalicelib.store.ids import well_formed
from chalicelib.store.reading import Address, Key
from chalicelib.store.records import Record, kind_of
from chalicelib.store.tables import KeyItem, RecordItem

R = TypeVar("R", bound=Record)
Link = tuple[str, str]  # source, target
LONGEST_VALUE = 400  # letters of a unique value in its key: DynamoDB takes 2,048 bytes, and a letter is up to four


class Unique(NamedTuple):
    """At most one record may have this value; a record whose value is None doesn't take part."""

    name: str
    value: Callable[[Any], str | None]
    message: str


class Shown(NamedTuple):
    """Records that are shown as a row beside the record of another kind, whose id they have in a field."""

    beside: str
    field: str
    row: Callable[[Any], list[Any]]


class Stamp(NamedTuple):
    """What a change of a record makes different: the scope's lists; `shard` spreads the writes of a busy scope."""

    scope: str
    shard: str


class Tally(NamedTuple):
    """A number that a record counts towards, so that a list can tell it without reading all that it counts."""

    scope: str
    name: str


class Facets(NamedTuple):
    """What pages of a kind are filtered by without its records being read.

    kept: fields whose values its index has. counted: those of them, ids, of which each value's records are counted.
    """

    kept: tuple[str, ...]
    counted: tuple[str, ...]


class Collection(Generic[R]):
    """All records of a kind. Keys are made of fields that never change.

    home: the partition that all share, for kinds of which a studio has few; or
    within: the field with the id of the record that they live below, one partition each.
    """

    def __init__(  # noqa: PLR0913 - the vocabulary of a declaration
        self,
        record_type: type[R],
        *,
        home: str = "",
        within: str = "",
        sort: Callable[[R], str] | None = None,
        unique: Iterable[Unique] = (),
        links: Callable[[R], dict[Link, Any]] | None = None,
        stamps: Callable[[R], list[Stamp]] | None = None,
        shown: Shown | None = None,
        tallies: Callable[[R], list[Tally]] | None = None,
        facets: Facets | None = None,
    ) -> None:
        self.type, self.kind = record_type, kind_of(record_type)
        self.home, self.within_field = home, within
        self.sort = sort
        self.unique = tuple(unique)
        self.links = links or (lambda _: {})
        self.stamps = stamps or (lambda _: [])
        self.tallies = tallies or self._tallies
        self.facets = facets
        self.shown = shown
        self.decode: Callable[[str | bytes], R] = msgspec.json.Decoder(record_type).decode
        ALL[record_type] = self

    # Where records lie

    def partition(self, parent_id: str = "") -> str:
        """Return the partition of the records below a parent, or of all."""
        return self.home or f"{self.kind}#{parent_id}"

    def key(self, record: R) -> Key:
        """Return where a record lies."""
        parent = getattr(record, self.within_field) if self.within_field else ""
        return Key(self.partition(parent), self._sort_of(record))

    def _sort_of(self, record: R) -> str:
        if self.sort is not None:
            return self.sort(record)
        return self._fixed_sort(record.id)

    def _fixed_sort(self, record_id: str) -> str:
        return f"{self.kind}#{record_id}" if self.home == "studio" else record_id

    def address_name(self, record_id: str) -> str | None:
        """Return under which name an id's address is kept; None where the id itself says the key."""
        return None if self.home and self.sort is None else f"{self.kind}#{record_id}"

    def unique_name(self, constraint: str, value: str) -> str:
        """Return under which name a unique value is kept; a long one by its hash, for keys have an end."""
        if len(value) > LONGEST_VALUE:
            value = f"{value[:LONGEST_VALUE]}#{hashlib.sha256(value.encode()).hexdigest()}"
        return f"unique#{self.kind}.{constraint}#{value}"

    def _tallies(self, record: R) -> list[Tally]:
        """Return what a record counts towards: each value of its counted facets, in its partition."""
        scope = self.key(record).partition
        names = self.facets.counted if self.facets is not None else ()
        return [Tally(scope, f"{name}={getattr(record, name) or ''}") for name in names]

    # Reading

    def find(self, record_id: str) -> R | None:
        """Return the record, None if there is none. Costs one trip, two if its address is not known yet."""
        return self.many([record_id]).get(record_id)

    def get(self, record_id: str) -> R:
        """Return the record. Raises NotFound."""
        record = self.find(record_id)
        if record is None:
            raise NotFound(f"there is no {self.kind.replace('_', ' ')} {record_id}")
        return record

    def many(self, ids: Iterable[str]) -> dict[str, R]:
        """Return the records of these ids by id, in their order; what doesn't exist is left out.

        One that isn't where its known address says may have moved: its address is read once more.
        """
        keys = self.keys(ids)
        items = reading.records(keys.values())
        moved = [record_id for record_id, key in keys.items() if key not in items and self.address_name(record_id)]
        if moved:
            reading.forget(f"{self.kind}#{record_id}" for record_id in moved)
            keys |= self.keys(moved)
            items |= reading.records(keys[record_id] for record_id in moved if record_id in keys)
        return {record_id: self.record(items[key]) for record_id, key in keys.items() if key in items}

    def keys(self, ids: Iterable[str]) -> dict[str, Key]:
        """Return where the records of these ids lie; an id that is none, or names none, is left out."""
        formed = {record_id: self.address_name(record_id) for record_id in ids if well_formed(record_id)}
        found = reading.addresses(name for name in formed.values() if name is not None)
        return {
            record_id: Key(self.partition(), self._fixed_sort(record_id)) if name is None else found[name].key
            for record_id, name in formed.items()
            if name is None or name in found
        }

    def address(self, record_id: str) -> Address | None:
        """Return a record's address, of kinds that have one."""
        name = self.address_name(record_id)
        return None if name is None else reading.addresses([name]).get(name)

    def within(self, parent_id: str, prefix: str | None = None) -> list[R]:
        """Return the records below a parent, in the order of their keys. Costs one Query chain."""
        return [self.record(item) for item in reading.partition(self.partition(parent_id), prefix)]

    def all(self) -> list[R]:
        """Return all records of a kind that has a partition of its own, or a range of the studio's. One Query chain."""
        return [self.record(item) for item in self.items()]

    def items(self, parent_id: str = "") -> list[RecordItem]:
        """Return the items of `all` or `within`, undecoded, for lists that pass JSON on as it is."""
        prefix = f"{self.kind}#" if self.home == "studio" else None
        return reading.partition(self.partition(parent_id), prefix)

    def passed_on(self, parent_id: str = "", *, relations: bool = False) -> list[RecordItem]:
        """Return the items of `all` or `within` for lists that pass their JSON on and need nothing else of them."""
        prefix = f"{self.kind}#" if self.home == "studio" else None
        return reading.passed_on(self.partition(parent_id), prefix, relations=relations)

    def newest(self, parent_id: str, most: int) -> list[R]:
        """Return the last records below a parent, the last first. Reads no more than it returns."""
        return [self.record(item) for item in reading.newest(self.partition(parent_id), most)]

    def held(self, constraint: str, value: str) -> R | None:
        """Return the record that holds a unique value. Costs two trips, three for kinds that have addresses."""
        holder = reading.holder(self.unique_name(constraint, value))
        return None if holder is None else self.find(holder)

    def record(self, item: RecordItem) -> R:
        """Return an item's record, and remember it for the commit."""
        record = self.decode(reading.text_of(item, relations=True))
        reading.remember(item, record)
        return record


ALL: dict[type, Collection[Any]] = {}


def of(record_type: type[R]) -> Collection[R]:
    """Return the collection of a record type."""
    return ALL[record_type]


def exists(of_refs: Iterable[tuple[str, str, str]]) -> set[str]:
    """Return which ids exist, of (kind, home, id); one trip for all whose address or key is known."""
    wanted = [(kind, home, record_id) for kind, home, record_id in of_refs if well_formed(record_id)]
    names = {record_id: f"{kind}#{record_id}" for kind, home, record_id in wanted if not home}
    keys = {
        record_id: Key(home, f"{kind}#{record_id}" if home == "studio" else record_id)
        for kind, home, record_id in wanted
        if home
    }
    pending = reading.gather(functools.partial(_existing_addresses, names), functools.partial(_existing_records, keys))
    return set().union(*pending)


def _existing_addresses(names: dict[str, str]) -> set[str]:
    found = reading.batch_get({KeyItem: list(names.values())})[KeyItem] if names else []
    reading.learn(found)
    there = {item.name for item in found}
    return {record_id for record_id, name in names.items() if name in there}


def _existing_records(keys: dict[str, Key]) -> set[str]:
    found = reading.records(keys.values())
    return {record_id for record_id, key in keys.items() if key in found}
