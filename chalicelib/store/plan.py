"""Plans a commit: which operations records, addresses, unique names, links, rows, stamps and events need."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from chalicelib.changes import Changes, Write
from chalicelib.errors import Failure, NotStored, Outrun, Taken
from chalicelib.store import bodies, collection, reading, stamps
from chalicelib.store.collection import Collection
from chalicelib.store.ids import new_id
from chalicelib.store.reading import Key, Seen
from chalicelib.store.tables import (
    EventItem,
    KeyItem,
    LinkItem,
    RecordItem,
    SessionItem,
    StampItem,
    Table,
)

Send = Callable[[TransactWrite], None]
encoder = msgspec.json.Encoder()


class Operation(NamedTuple):
    """One operation of the transaction, and the failure that its condition stands for."""

    send: Send
    failure: Failure


def _check(of: Collection[Any], text: str) -> None:
    """Refuse what could not be read again. Raises NotStored, and names the field."""
    try:
        of.decode(text)
    except msgspec.ValidationError as error:
        reason, _, field = str(error).partition(" - at `$.")
        raise NotStored(f"{field.rstrip('`')}: {reason}") from None


class Rows:
    """What is shown beside a record, as it will be."""

    def __init__(self, before: str | None, version: int) -> None:
        self.version = version
        self.rows: dict[str, list[Any]] = {row[0]: row for row in msgspec.json.decode(before or "[]")}

    def text(self) -> str:
        """Return them as they are kept."""
        return encoder.encode(list(self.rows.values())).decode()


class Plan:
    """What a commit will do, in the order in which PynamoDB sends it: deletes, puts, updates."""

    def __init__(self, changes: Changes) -> None:
        self.changes = changes
        self.seen = reading.seen()
        self.stamp = changes.moment.isoformat(timespec="microseconds")
        self.deletes: list[Operation] = []
        self.puts: list[Operation] = []
        self.updates: list[Operation] = []
        self.obsolete: list[str] = list(changes.files_to_delete)
        self.bodies: list[str] = []
        self.addresses: list[KeyItem] = []
        self.added = {
            (of.kind, write.record.id): of.key(write.record) for of, write in self._writes() if write.how == "add"
        }
        self.removed = {of.key(write.record) for of, write in self._writes() if write.how == "remove"}
        self.rows: dict[Key, Rows] = {}
        self.freed: set[str] = set()
        self.taken: dict[str, tuple[str, Taken]] = {}
        self.links: dict[tuple[str, str], LinkItem | None] = {}
        self._plan()

    def _writes(self) -> list[tuple[Collection[Any], Write]]:
        return [(collection.ALL[type(write.record)], write) for write in self.changes.writes.values()]

    def _plan(self) -> None:
        self._show_rows()
        for of, write in self._writes():
            key = of.key(write.record)
            before = self._before(of, key, write)
            getattr(self, f"_{write.how}")(of, key, write, before)
            self._unique_names(of, before and before.record, None if write.how == "remove" else write.record)
            self._links(of, before and before.record, None if write.how == "remove" else write.record)
        for key, rows in self.rows.items():
            self._update(key, {}, None, rows)
        self._names()
        self._linked()
        self._stamps()
        self._tallies()
        self._events()
        self._tickets()

    def _before(self, of: Collection[Any], key: Key, write: Write) -> Seen | None:
        if write.how == "add":
            return None
        key = key if write.was is None else of.key(write.was)
        if key not in self.seen:
            raise LookupError(f"{of.kind} {write.record.id} is written without having been read in this request")
        return self.seen[key]

    # Records

    def _add(self, of: Collection[Any], key: Key, write: Write, _before: None) -> None:
        body, relations = self._texts(of, write.record)
        rows = self.rows.pop(key, None)
        item = RecordItem(
            key.partition, key.sort, kind=of.kind, updated_at=self.stamp, version=1, body=body, relations=relations,
            rows=rows and rows.text(), rows_version=rows and 1, **self._latest(of, write.record),
        )  # fmt: skip
        taken = Taken(f"id: {write.record.id} is taken")
        self._put(item, RecordItem.partition.does_not_exist(), taken)
        name = of.address_name(write.record.id)
        if name is not None:
            above = encoder.encode(self._above(of, write)).decode()
            address = KeyItem(name, partition=key.partition, sort=key.sort, above=above)
            self._put(address, KeyItem.name.does_not_exist(), taken)
            self.addresses.append(address)

    def _move(self, of: Collection[Any], key: Key, write: Write, before: Seen) -> None:
        """Note that a record lies elsewhere from now on, where its id finds it as before."""
        old = of.key(write.was)
        body, relations = self._texts(of, write.record)
        self._delete(RecordItem(*old), RecordItem.version == before.version)
        self._forget_body(old)
        item = RecordItem(
            *key, kind=of.kind, updated_at=self.stamp, version=before.version + 1, body=body, relations=relations,
            **self._latest(of, write.record),
        )  # fmt: skip
        self._put(item, RecordItem.partition.does_not_exist(), Outrun())
        name = of.address_name(write.record.id) or ""
        above = encoder.encode(self._above(of, write)).decode()
        self._put(KeyItem(name, partition=key.partition, sort=key.sort, above=above), KeyItem.name.exists(), Outrun())
        reading.forget([name])

    def _above(self, of: Collection[Any], write: Write) -> dict[str, Key]:
        """Return the keys of the records that a new one lives below, so that one trip can read them all."""
        above: dict[str, Key] = {}
        parent = write.under
        if parent is not None:
            parents = collection.ALL[type(parent)]
            own = self.changes.writes.get((type(parent), parent.id))
            if own is not None and own.how == "add":
                above = self._above(parents, own)
            elif (address := parents.address(parent.id)) is not None:
                above = dict(address.above)
            above[parents.kind] = parents.key(parent)
        if of.within_field == "project_id":
            above["project"] = Key("project", write.record.project_id)
        return above

    def _save(self, of: Collection[Any], key: Key, write: Write, before: Seen) -> None:
        body, relations = self._texts(of, write.record)
        self._forget_body(key)
        sets: dict[str, Any] = {"body": body, "updated_at": self.stamp, "version": before.version + 1}
        sets |= self._latest(of, write.record)
        if relations is not None:
            sets["relations"] = relations
        self._update(key, sets, before, self.rows.pop(key, None))

    def _update(self, key: Key, sets: dict[str, Any], before: Seen | None, rows: Rows | None) -> None:
        """Note the one update of an item: of its record, of the rows beside it, or of both."""
        condition = None if before is None else (RecordItem.version == before.version)
        if rows is not None:
            sets = sets | {"rows": rows.text(), "rows_version": rows.version + 1}
            same = RecordItem.rows_version == rows.version if rows.version else RecordItem.rows_version.does_not_exist()
            condition = same & RecordItem.partition.exists() if condition is None else condition & same
        actions = [getattr(RecordItem, name).set(value) for name, value in sets.items()]
        item = RecordItem(*key)
        self.updates.append(Operation(lambda t: t.update(item, actions=actions, condition=condition), Outrun()))

    def _remove(self, of: Collection[Any], key: Key, write: Write, before: Seen) -> None:
        self._delete(RecordItem(*key), RecordItem.version == before.version)
        self._forget_body(key)
        name = of.address_name(write.record.id)
        if name is not None:
            self._delete(KeyItem(name))

    def _latest(self, of: Collection[Any], record: Any) -> dict[str, Any]:
        """Return what the index of the last changed keeps of a record, of kinds that are listed in pages."""
        if of.facets is None:
            return {}
        values = [record.created_at, *(getattr(record, name) for name in of.facets.kept)]
        return {"changed_at": self.stamp, "facets": encoder.encode(values).decode()}

    def _texts(self, of: Collection[Any], record: Any) -> tuple[str, str | None]:
        """Return a record's JSON without and with its relations apart; relations are declared last, so it is a cut."""
        whole = encoder.encode(record).decode()
        _check(of, whole)
        names = of.type.RELATIONS
        if not names:
            return self._kept(whole, of, record), None
        relations = encoder.encode({name: getattr(record, name) for name in names}).decode()
        if not whole.endswith(relations[1:]):
            raise TypeError(f"{of.type.__name__}: RELATIONS must be declared last and in their order")
        return self._kept(whole[: -len(relations)] + "}", of, record), relations

    def _kept(self, body: str, of: Collection[Any], record: Any) -> str:
        kept = bodies.kept(body, of.kind, record.id)
        if (name := bodies.file_of(kept)) is not None:
            self.bodies.append(name)
        return kept

    def _forget_body(self, key: Key) -> None:
        body_file = self.seen[key].body_file
        if body_file is not None:
            self.obsolete.append(body_file)

    # What hangs on records

    def _show_rows(self) -> None:
        """Work out the rows that change beside other records."""
        shown = [(of.shown, write) for of, write in self._writes() if of.shown is not None]
        places = {(s.beside, getattr(write.record, s.field)): self._place(s.beside, getattr(write.record, s.field))
                  for s, write in shown}  # fmt: skip
        self._read_missing({key for key in places.values() if key is not None})
        for show, write in shown:
            key = places[show.beside, getattr(write.record, show.field)]
            if key is None or key in self.removed:
                continue
            if key not in self.rows:
                before = self.seen.get(key)
                self.rows[key] = Rows(before and before.rows, before.rows_version if before else 0)
            if write.how == "remove":
                self.rows[key].rows.pop(write.record.id, None)
            else:
                self.rows[key].rows[write.record.id] = show.row(write.record)

    def _place(self, kind: str, record_id: str) -> Key | None:
        if (kind, record_id) in self.added:
            return self.added[kind, record_id]
        address = reading.addresses([f"{kind}#{record_id}"]).get(f"{kind}#{record_id}")
        return address and address.key

    def _read_missing(self, keys: set[Key]) -> None:
        missing = keys - self.seen.keys() - set(self.added.values())
        for item in reading.records(missing).values():
            reading.remember(item, None)

    def _unique_names(self, of: Collection[Any], before: Any, after: Any) -> None:
        for constraint in of.unique:
            old = None if before is None else constraint.value(before)
            new = None if after is None else constraint.value(after)
            if old == new:
                continue
            if old is not None:
                self.freed.add(of.unique_name(constraint.name, old))
            if new is not None:
                name = of.unique_name(constraint.name, new)
                if name in self.taken:
                    raise Taken(constraint.message, name)
                self.taken[name] = (after.id, Taken(constraint.message, name))

    def _names(self) -> None:
        """Note the names that are freed and taken; one that passes from a record to another is only put."""
        for name in self.freed - self.taken.keys():
            self._delete(KeyItem(name))
        for name, (holder, taken) in self.taken.items():
            condition = KeyItem.name.exists() if name in self.freed else KeyItem.name.does_not_exist()
            failure: Failure = Outrun() if name in self.freed else taken
            self._put(KeyItem(name, holder=holder), condition, failure)

    def _links(self, of: Collection[Any], before: Any, after: Any) -> None:
        old = {} if before is None else of.links(before)
        new = {} if after is None else of.links(after)
        for link in old.keys() - new.keys():
            self.links.setdefault(link, None)
        for (source, target), facts in new.items():
            if (source, target) not in old or old[source, target] != facts:
                text = None if facts is None else encoder.encode(facts).decode()
                self.links[source, target] = LinkItem(source, target, facts=text)

    def _linked(self) -> None:
        for (source, target), item in self.links.items():
            if item is None:
                self._delete(LinkItem(source, target))
            else:
                self._put(item, None, Outrun())

    def _delete(self, item: Table, condition: Condition | None = None) -> None:
        self.deletes.append(Operation(lambda t: t.delete(item, condition=condition), Outrun()))

    def _put(self, item: Table, condition: Condition | None, failure: Failure) -> None:
        self.puts.append(Operation(lambda t: t.save(item, condition=condition), failure))

    def _stamps(self) -> None:
        touched = set()
        for of, write in self._writes():
            before = self.seen.get(of.key(write.record))
            for record in (write.record, before and before.record):
                if record is not None:
                    touched.update(of.stamps(record))
        keys = {(scope, "0" if scope == stamps.STUDIO else stamps.shard_of(name)) for scope, name in touched}
        for key in sorted(keys):
            self._count(StampItem(*key))

    def _tallies(self) -> None:
        """Count what comes and goes; shards keep many who count the same from waiting for each other."""
        numbers: Counter[tuple[str, str]] = Counter()
        for of, write in self._writes():
            shard = stamps.shard_of(write.record.id)
            before = self._before(of, of.key(write.record), write)
            for scope, name in of.tallies(before.record) if before is not None else ():
                numbers[scope, f"{name}#{shard}"] -= 1
            for scope, name in of.tallies(write.record) if write.how != "remove" else ():
                numbers[scope, f"{name}#{shard}"] += 1
        for key, number in sorted(numbers.items()):
            if number:
                self._count(StampItem(*key), number)

    def _count(self, item: StampItem, number: int = 1) -> None:
        self.updates.append(Operation(lambda t: t.update(item, actions=[StampItem.changes.add(number)]), Outrun()))

    def _events(self) -> None:
        if not self.changes.told:
            return
        events = [
            {
                "id": new_id(), "created_at": self.stamp, "name": told.name, "user_id": self.changes.by or None,
                "project_id": told.project_id, "data": told.data, "kept": told.kept,
            }
            for told in self.changes.told
        ]  # fmt: skip
        self._put(EventItem(self.stamp[:7], events[0]["id"], events=encoder.encode(events).decode()), None, Outrun())

    def _tickets(self) -> None:
        for ticket in self.changes.tickets:
            item = SessionItem(ticket.name, expires=int(ticket.expires.replace(tzinfo=dt.UTC).timestamp()))
            item.value = ticket.value or None
            self._put(item, SessionItem.name.does_not_exist() if ticket.once else None, Outrun())
        for name in self.changes.used_tickets:
            self._delete(SessionItem(name), SessionItem.name.exists())

    def operations(self) -> list[Operation]:
        """Return all operations in the order in which they are sent."""
        return [*self.deletes, *self.puts, *self.updates]
