"""Copies records of another server, ids and all: what isn't here is made, what is here is changed."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule, NotStored
from chalicelib.imports.kitsu import rules
from chalicelib.imports.kitsu.kinds import Kind
from chalicelib.imports.kitsu.rules import Around, Values
from chalicelib.store import gather, work
from chalicelib.store.collection import exists
from chalicelib.store.records import made

AT_ONCE = 8  # records of one commit: each has its address, its names, its links and a row beside what it lies below


def copied(kind: Kind, by: Actor, sent: list[Values], *, silent: bool) -> list[Values]:
    """Copy records of a kind and return them as they are answered; `silent` tells nobody.

    Costs three trips and a commit for every few records. Raises BreaksRule for one that can't be kept; those before it
    stay.
    """

    def part(changes: Changes, some: Sequence[Values]) -> list[tuple[Any, Values]]:
        done = _part(changes, kind, some)
        if silent:
            changes.told.clear()
        return done

    try:
        done = work.in_parts(sent, AT_ONCE, part, by.id)
    except NotStored as misfit:
        raise BreaksRule(str(misfit)) from None
    for record, one in done:
        kind.after(by, record, one)
    return kind.shown([record for record, _ in done])


def _part(changes: Changes, kind: Kind, sent: Sequence[Values]) -> list[tuple[Any, Values]]:
    here, beside = gather(lambda: _existing(kind, sent), lambda: kind.beside(sent))
    parents = _parents(kind, sent, here)
    values = [_values(kind, one, Around(here.get(one["id"]), parents.get(one["id"]), beside)) for one in sent]
    refs = [ref for one in values for ref in rules.refs(kind.of.type, one)]
    there = exists(refs) | {one["id"] for one in sent}
    done = []
    for one, given in zip(sent, values, strict=True):
        fitting = rules.resolved(kind.of.type, given, there)
        done.append((_kept(changes, kind, one, fitting, here.get(one["id"]), parents.get(one["id"])), one))
    return done


def _existing(kind: Kind, sent: Sequence[Values]) -> dict[str, Any]:
    return kind.of.many(one["id"] for one in sent) if kind.existing is None else kind.existing(sent)


def _parents(kind: Kind, sent: Sequence[Values], here: dict[str, Any]) -> dict[str, Any]:
    """Return what each record lies below, by the record's id. Raises BreaksRule for what isn't there."""
    found: dict[str, Any] = {}
    for field, of in kind.below:
        wanted = {one["id"]: one.get(field, getattr(here.get(one["id"]), field, None)) for one in sent}
        parents = of.many({str(parent_id) for parent_id in wanted.values() if parent_id is not None})
        for record_id, parent_id in wanted.items():
            if parent_id is None or record_id in found:
                continue
            if str(parent_id) not in parents:
                raise BreaksRule(f"{field}: {parent_id!r} names nothing that exists")
            found[record_id] = parents[str(parent_id)]
    missing = next((one["id"] for one in sent if kind.below and one["id"] not in found), None)
    if missing is not None:
        raise BreaksRule(f"{kind.below[0][0]}: is missing of {missing}")
    return found


def _values(kind: Kind, sent: Values, around: Around) -> Values:
    own = rules.own(kind.of.type, sent)
    return rules.fitted(kind.of.type, kind.values(own, sent, around))


def _kept(changes: Changes, kind: Kind, sent: Values, values: Values, old: Any, parent: Any) -> Any:
    """Add a record, or save it where it lies from now on; and tell."""
    if old is None:
        record = kind.completed(made(kind.of.type, values | {"id": sent["id"]}), None, sent)
        changes.add(record, under=parent)
    else:
        record = kind.completed(replace(old, **values), old, sent)
        record = _moved(changes, kind, record, old, parent) if _moves(kind, record, old) else changes.save(record)
    name, facts = kind.told(record, {f"{kind.of.kind}_id": record.id})
    what = "new" if old is None else "update"
    changes.tell(f"{name or kind.event}:{what}", kind.production(record, parent), **facts)
    return record


def _moves(kind: Kind, record: Any, old: Any) -> bool:
    return kind.of.key(record) != kind.of.key(old)


def _moved(changes: Changes, kind: Kind, record: Any, old: Any, parent: Any) -> Any:
    """Have a record lie where its values say. Raises BreaksRule for one that others are kept below."""
    if not kind.moves:
        raise BreaksRule(f"{kind.event} {old.id} stays where it is, and what it is")
    return changes.move(record, old, parent)
