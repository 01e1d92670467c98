"""The plain tables: one declaration gives a kind its five operations, with named functions where a kind is special."""

import datetime as dt
import functools
from collections.abc import Callable, Iterable
from typing import Annotated, Any, NamedTuple

import msgspec

from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule, NotJson, NotStored
from chalicelib.store import collection, reading
from chalicelib.store.collection import Collection
from chalicelib.store.records import FIXED, Field, base_of, checked, fields_of, made
from chalicelib.store.tables import RecordItem
from chalicelib.web import filters
from chalicelib.web.filters import Query, is_true
from chalicelib.web.http import JSON, Answer
from chalicelib.web.queries import Fields, Force, Page, Relations, WithoutRelations
from chalicelib.web.routes import Allow, Routes

Values = dict[str, Any]


def _as_it_is(_changes: Changes, _by: Actor, values: Values, _old: Any) -> Values:
    return values


def _added(_changes: Changes, _by: Actor, record: Any) -> Any:
    return record


def _changed(_changes: Changes, _by: Actor, _old: Any, new: Any) -> Any:
    return new


def _removed(_changes: Changes, _by: Actor, _record: Any, _force: bool) -> None:
    return None


class Hooks(NamedTuple):
    """What is special of a kind. Each may raise any failure; `changes` take what else is to be written.

    prepare: the body's values before they are checked, with the record that they change or None.
    added, changed: the record about to be written; returns it, changed or not.
    removed: before a record goes; raises StillUsed if it may not.
    """

    prepare: Callable[[Changes, Actor, Values, Any], Values] = _as_it_is
    added: Callable[[Changes, Actor, Any], Any] = _added
    changed: Callable[[Changes, Actor, Any, Any], Any] = _changed
    removed: Callable[[Changes, Actor, Any, bool], None] = _removed


class Plain(NamedTuple):
    """A plain table.

    kept: fields that a change leaves as they are. event: the first part of its events' names. shown: the fields that a
    caller may see (in a list, or of a single record), None for all. visible: which records a list shows to a caller,
    None for all. refused: names that no filter may use. parents: below which records a list looks, for kinds that live
    below others. asks: what `parents` reads of the query string besides the kind's own fields.
    """

    of: Collection[Any]
    hooks: Hooks
    kept: frozenset[str]
    event: str
    shown: Callable[[Actor, bool], frozenset[str] | None]
    visible: Callable[[Actor], Callable[[Any], bool] | None]
    refused: Callable[[Actor], frozenset[str]]
    parents: Callable[[Actor, Query], Iterable[str]] | None
    asks: tuple[type[msgspec.Struct], ...]


def table(  # noqa: PLR0913 - the vocabulary of a declaration
    routes: Routes,
    path: str,
    of: Collection[Any],
    *,
    read: Allow,
    write: Allow,
    list: Allow | None = None,
    create: Allow | None = None,
    change: Allow | None = None,
    delete: Allow | None = None,
    hooks: Hooks = Hooks(),  # noqa: B008 - it is immutable
    kept: Iterable[str] = (),
    event: str = "",
    shown: Callable[[Actor, bool], frozenset[str] | None] = lambda _by, _single: None,
    visible: Callable[[Actor], Callable[[Any], bool] | None] = lambda _by: None,
    refused: Callable[[Actor], frozenset[str]] = lambda _by: frozenset(),
    parents: Callable[[Actor, Query], Iterable[str]] | None = None,
    asks: Iterable[type[msgspec.Struct]] = (),
    without: Iterable[str] = (),
) -> Plain:
    """Declare the plain operations of a kind: list, create, get, change and delete, less those in `without`.

    `read` and `write` say who may; the others are for kinds where one operation differs.
    """
    events = event or of.kind.replace("_", "-")
    plain = Plain(of, hooks, frozenset(kept), events, shown, visible, refused, parents, tuple(asks))
    one = path + "/{record_id}"
    declared: dict[str, tuple[str, str, Callable[..., Any], Allow, dict[str, Any]]] = {
        "list": ("GET", path, _lister(plain), list or read, {}),
        "create": ("POST", path, _creator(plain), create or write, {"status": 201, "production_in": "body"}),
        "get": ("GET", one, _getter(plain), read, {"malformed": 400}),
        "change": ("PUT", one, _changer(plain), change or write, {"malformed": 400}),
        "delete": ("DELETE", one, _remover(plain), delete or write, {"malformed": 400, "status": 204}),
    }
    for name, (method, where, function, allow, options) in declared.items():
        if name not in without:
            function.__name__ = f"{of.kind}_{name}"
            function.__module__ = routes.module
            routes.add(method, where, function, allow, plain=of.type, **options)
    return plain


def _lister(plain: Plain) -> Callable[..., Any]:
    def answer(by: Actor, query: Query) -> Answer:
        return listed(plain, by, query)

    answer.__annotations__["query"] = Annotated[Query, plain.of.type, *plain.asks, Relations, Fields, Page]
    return answer


def _creator(plain: Plain) -> Callable[..., Any]:
    def answer(by: Actor, changes: Changes, body: Any) -> Any:
        return filters.cut(create(plain, changes, by, body), relations=True, shown=None)

    return answer


def _getter(plain: Plain) -> Callable[..., Any]:
    def answer(record: Any, by: Actor, query: Annotated[Query, WithoutRelations]) -> Any:
        return filters.cut(record, relations=is_true(query, "relations", True), shown=plain.shown(by, True))

    answer.__annotations__["record"] = plain.of.type
    return answer


def _changer(plain: Plain) -> Callable[..., Any]:
    def answer(record: Any, by: Actor, changes: Changes, body: Any) -> Any:
        return filters.cut(change(plain, changes, by, record, body), relations=False, shown=None)

    answer.__annotations__["record"] = plain.of.type
    return answer


def _remover(plain: Plain) -> Callable[..., Any]:
    def answer(record: Any, by: Actor, changes: Changes, query: Annotated[Query, Force]) -> None:
        remove(plain, changes, by, record, force=is_true(query, "force"))

    answer.__annotations__["record"] = plain.of.type
    return answer


def create(plain: Plain, changes: Changes, by: Actor, body: Any) -> Any:
    """Add a record of a body's values, and tell of it. Raises NotStored, and what the kind's hooks raise."""
    fields = fields_of(plain.of.type)
    values = plain.hooks.prepare(changes, by, _sent(plain, body, new=True), None)
    unknown = values.keys() - fields.keys()
    if unknown:
        raise NotStored(f"{sorted(unknown)[0]}: there is no such field")
    # Null for a field with a default is the default, as the contract has it for what is new.
    given = {name: value for name, value in values.items() if value is not None or fields[name].required}
    checked_values = {name: checked(fields[name], value) for name, value in given.items()}
    record = plain.hooks.added(changes, by, made(plain.of.type, _existing(plain, checked_values)))
    record = changes.add(record)
    tell(plain, changes, "new", record)
    return record


def change(plain: Plain, changes: Changes, by: Actor, record: Any, body: Any) -> Any:
    """Change a record to a body's values, and tell of it; what it doesn't have is ignored."""
    fields = fields_of(plain.of.type)
    values = plain.hooks.prepare(changes, by, _sent(plain, body, new=False), record)
    given = {name: value for name, value in values.items() if name in fields and name not in plain.kept}
    checked_values = {name: _changed_value(fields[name], value) for name, value in given.items()}
    new = msgspec.structs.replace(record, **_existing(plain, checked_values))
    saved = changes.save(plain.hooks.changed(changes, by, record, new))
    tell(plain, changes, "update", saved)
    return saved


def _changed_value(field: Field, value: Any) -> Any:
    """Return a checked value; a day that is none breaks a rule when it is changed, as the contract has it."""
    try:
        return checked(field, value)
    except NotStored as misfit:
        if base_of(field.plain) in (dt.date, dt.datetime):
            raise BreaksRule(str(misfit)) from None
        raise


def remove(plain: Plain, changes: Changes, by: Actor, record: Any, *, force: bool) -> None:
    """Let a record go, and tell of it. Raises StillUsed, from the kind's hook."""
    plain.hooks.removed(changes, by, record, force)
    changes.remove(record)
    tell(plain, changes, "delete", record)


def tell(plain: Plain, changes: Changes, what: str, record: Any) -> None:
    """Note the event of a plain change: `task-type:new {task_type_id}`, with the production if the record has one."""
    key = plain.event.replace("-", "_") + "_id"
    changes.tell(f"{plain.event}:{what}", getattr(record, "project_id", None), **{key: record.id})


def listed(plain: Plain, by: Actor, query: Query) -> Answer:
    """Return the list or the page that a query string asks for."""
    tests = filters.criteria_of(plain.of.type, query, plain.refused(by))
    visible, shown = plain.visible(by), filters.together(plain.shown(by, False), filters.only(query))
    relations = is_true(query, "relations")
    paged = "page" in query
    if paged:
        filters.number(query, "page", 1), filters.limit_of(query)
    if plain.of.within_field:
        tests.pop(plain.of.within_field, None)
    if not (tests or visible or paged or shown or (relations and plain.of.type.HIDDEN)):
        found = _items(plain, by, query, functools.partial(plain.of.passed_on, relations=relations))
        return Answer(200, {"Content-Type": JSON}, joined(found, relations=relations))
    items = _items(plain, by, query, plain.of.items)
    kept = [
        (item.updated_at, record)
        for item in items
        if (record := plain.of.record(item))
        and (visible is None or visible(record))
        and all(test(getattr(record, name)) for name, test in tests.items())
    ]
    if paged:
        kept.sort(key=lambda entry: entry[1].id)
        kept.sort(key=lambda entry: (entry[0], entry[1].created_at), reverse=True)
    rows = [filters.cut(record, relations=relations, shown=shown) for _, record in kept]
    return Answer(200, {"Content-Type": JSON}, msgspec.json.encode(filters.page_of(rows, query) if paged else rows))


def joined(items: Iterable[RecordItem], *, relations: bool) -> bytes:
    """Return a list's JSON, made of what is kept as it is."""
    return f"[{','.join(reading.text_of(item, relations=relations) for item in items)}]".encode()


def _items(plain: Plain, by: Actor, query: Query, read: Callable[[str], list[RecordItem]]) -> Iterable[RecordItem]:
    if plain.parents is None:
        return read("")
    return [item for items in reading.each(read, plain.parents(by, query)) for item in items]


def _sent(plain: Plain, body: Any, *, new: bool) -> Values:
    """Return the fields of a body that a client may set; hidden ones don't exist for it. Raises NotJson, NotStored."""
    if not isinstance(body, dict):
        raise NotJson("the body must be a JSON object")
    hidden = [name for name in body if name in plain.of.type.HIDDEN]
    if hidden and new:
        raise NotStored(f"{hidden[0]}: there is no such field")
    return {name: value for name, value in body.items() if name not in FIXED and name not in hidden}


def _existing(plain: Plain, values: Values) -> Values:
    """Return the values with unknown ids dropped from lists. Raises NotStored for a field that names nothing."""
    fields = fields_of(plain.of.type)
    refs = [
        (field.of["kind"], field.of["home"], one)
        for name, value in values.items()
        if (field := fields[name]).of is not None and value is not None
        for one in (value if isinstance(value, list) else [value])
    ]
    if not refs:
        return values
    there = collection.exists(refs)
    found = dict(values)
    for name, value in values.items():
        if fields[name].of is None or value is None:
            continue
        if isinstance(value, list):
            found[name] = [*dict.fromkeys(one for one in value if one in there)]
        elif value not in there:
            raise NotStored(f"{name}: {value!r} names nothing that exists")
    return found
