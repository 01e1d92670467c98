"""Loads the records that an operation names, by its path or by what is above them, in two round trips."""

from typing import Any, NamedTuple

from chalicelib.access import Actor
from chalicelib.errors import Forbidden, MalformedId, NotFound
from chalicelib.store import collection, reading
from chalicelib.store.collection import Collection
from chalicelib.store.ids import well_formed
from chalicelib.store.reading import Address, Key
from chalicelib.store.stamps import STUDIO
from chalicelib.store.tables import RecordItem
from chalicelib.web import identity
from chalicelib.web.binding import Bound, Wanted
from chalicelib.web.tokens import Token


class Loaded(NamedTuple):
    """The caller, the records by their parameter's name, the production that they belong to or "", and its stamps."""

    by: Actor | None
    records: dict[str, Any]
    production: str
    stamps: str


def load(bound: Bound, token: Token | None, values: dict[str, str], named: str, *, again: bool = False) -> Loaded:
    """Load caller and records; `named` is the production that body or query name.

    What has moved since its address was read is looked for once more (`again`). Raises NotFound, MalformedId, and what
    identity raises.
    """
    ids = {name: values[f"{name}_id"] for name in bound.path_records}
    formed = {name: record_id for name, record_id in ids.items() if well_formed(record_id)}
    places = {
        name: _place(collection.of(bound.path_records[name].type), record_id) for name, record_id in formed.items()
    }
    scopes = [named or formed.get("project", ""), STUDIO] if "stamps" in bound.takes else []
    # What is known of the places already is read with the caller: most requests need no second trip.
    early = _keys(bound, places)[0]
    names = [place for place in places.values() if isinstance(place, str)]
    by, items, stamps = identity.first_trip(token, early.values(), names, filter(None, scopes))
    _refuse_malformed(bound, ids, formed)
    keys, addresses, above = _keys(bound, places)
    items |= reading.records(set(keys.values()) - items.keys())
    moved = [
        place for name, place in places.items() if isinstance(place, str) and name in keys and keys[name] not in items
    ]
    if moved and not again:
        reading.forget(moved)
        return load(bound, token, values, named, again=True)
    records = {
        name: _record(wanted, keys, items) for name, wanted in _all(bound).items() if name in keys or name in ids
    }
    _check_nesting(bound, records, addresses)
    _load_by_reference(bound, records)
    return Loaded(by, records, named or _production(records, above), stamps)


def _keys(bound: Bound, places: dict[str, Key | str]) -> tuple[dict[str, Key], dict[str, Address], dict[str, Key]]:
    """Return where the wanted records lie, as far as addresses are known; the addresses; and what is above them."""
    known = {name: reading.known_address(place) for name, place in places.items() if isinstance(place, str)}
    addresses = {name: address for name, address in known.items() if address is not None}
    above = {kind: key for address in addresses.values() for kind, key in address.above.items()}
    keys = {name: place for name, place in places.items() if isinstance(place, Key)}
    keys |= {name: address.key for name, address in addresses.items()}
    keys |= {
        name: above[of.kind]
        for name, wanted in bound.other_records.items()
        if (of := collection.of(wanted.type)).kind in above
    }
    return keys, addresses, above


def _all(bound: Bound) -> dict[str, Wanted]:
    return {**bound.path_records, **bound.other_records}


def _place(of: Collection[Any], record_id: str) -> Key | str:
    """Return the key of an id whose kind has a fixed home, else the name of its address."""
    return of.address_name(record_id) or next(iter(of.keys([record_id]).values()))


def _refuse_malformed(bound: Bound, ids: dict[str, str], formed: dict[str, str]) -> None:
    for name in ids.keys() - formed.keys():
        if bound.path_records[name].optional:
            continue
        if bound.operation.malformed == 400:
            raise MalformedId(f"{name}_id: {ids[name]!r} is no id")
        raise NotFound(f"there is no {name.replace('_', ' ')} {ids[name]!r}")


def _record(wanted: Wanted, keys: dict[str, Key], items: dict[Key, RecordItem]) -> Any:
    item = items.get(keys[wanted.name]) if wanted.name in keys else None
    record = None if item is None else collection.of(wanted.type).record(item)
    if record is not None and wanted.fits is not None and not wanted.fits(record):
        record = None
    if record is None and not wanted.optional:
        raise NotFound(f"there is no such {wanted.name.replace('_', ' ')}")
    return record


def _check_nesting(bound: Bound, records: dict[str, Any], addresses: dict[str, Address]) -> None:
    """Refuse a record that the path puts below another one than it lives below."""
    for parent in bound.path_records:
        record = records.get(parent)
        if record is None:
            continue
        of = collection.of(type(record))
        for address in addresses.values():
            if of.kind in address.above and address.above[of.kind] != of.key(record):
                if bound.operation.foreign == 403:
                    raise Forbidden(f"it does not belong to this {parent.replace('_', ' ')}")
                raise NotFound(f"it does not belong to this {parent.replace('_', ' ')}")


def _load_by_reference(bound: Bound, records: dict[str, Any]) -> None:
    """Load what a loaded record names in a field: the task type of a task."""
    for name, wanted in bound.other_records.items():
        if name in records:
            continue
        field = f"{name}_id"
        holders = [record for record in records.values() if hasattr(record, field)]
        record_id = next((getattr(record, field) for record in holders), None)
        record = collection.of(wanted.type).find(record_id) if record_id else None
        if record is None and not wanted.optional:
            raise NotFound(f"there is no such {name.replace('_', ' ')}")
        records[name] = record


def _production(records: dict[str, Any], above: dict[str, Key]) -> str:
    for record in records.values():
        if record is not None and collection.of(type(record)).kind == "project":
            return str(record.id)
    if "project" in above:
        return above["project"].sort
    return next((str(r.project_id) for r in records.values() if getattr(r, "project_id", None)), "")
