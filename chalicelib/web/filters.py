"""The filters and pages of plain lists: any visible field by equality, `name` as a pattern, lists as "any of these"."""

import datetime as dt
import functools
import re
import typing
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from chalicelib.errors import BreaksRule
from chalicelib.store.ids import well_formed
from chalicelib.store.records import Field, base_of, fields_of, moment_of

Query = dict[str, list[str]]
Test = Callable[[Any], bool]

NOT_FILTERS = frozenset({"relations", "fields", "page", "limit", "force"})
YES, NO = ("true", "yes", "on", "t", "y", "1"), ("false", "no", "off", "f", "n", "0")
PAGE = 100


def is_true(query: Query, name: str, default: bool = False) -> bool:
    """Return what a flag of the query string says."""
    return query[name][0].lower() in YES if name in query else default


def criteria_of(record_type: type[msgspec.Struct], query: Query, refused: Iterable[str] = ()) -> dict[str, Test]:
    """Return a test for each filter in the query string, by its field; names that are no field are ignored.

    `refused` are names by which the caller may not ask. Raises BreaksRule for those and for values of a wrong type.
    """
    hidden = getattr(record_type, "HIDDEN", ())  # for clients there are no such fields
    fields = {name: field for name, field in fields_of(record_type).items() if name not in hidden}
    tests: dict[str, Test] = {}
    for name, values in query.items():
        if name in refused:
            raise BreaksRule(f"{name}: may not be asked for")
        if name in fields and name not in NOT_FILTERS:
            tests[name] = _test(fields[name], values[0])
    return tests


def _test(field: Field, text: str) -> Test:
    if text.startswith("["):
        return _any_of(field, text)
    if field.name == "name":
        return _like(text)
    wanted = _value(field, text)
    if field.relation or typing.get_origin(field.plain) is list:
        return lambda value: wanted in (value or ())
    return lambda value: value == wanted


def _any_of(field: Field, text: str) -> Test:
    try:
        wanted = msgspec.json.decode(text, type=list[Any])
    except (msgspec.DecodeError, RecursionError):
        raise BreaksRule(f"{field.name}: {text[:40]!r} is no JSON list") from None
    values = [_value(field, one) if isinstance(one, str) else one for one in wanted]
    if field.relation:
        return lambda value: any(one in (value or ()) for one in values)
    return lambda value: value in values


def _like(pattern: str) -> Test:
    """Return the test of a name: without case, `%` for any text and `_` for any letter."""
    parts = [{"%": ".*", "_": "."}.get(letter, re.escape(letter)) for letter in pattern]
    matches = re.compile("".join(parts), re.IGNORECASE | re.DOTALL).fullmatch
    return lambda value: value is not None and matches(value) is not None


def _value(field: Field, text: str) -> Any:
    """Return the value that a filter's text stands for in this field. Raises BreaksRule."""
    base = base_of(field.plain)
    try:
        if (
            field.of
            or field.name == "id"
            or (field.name.endswith("_id") and field.name not in ("shotgun_id", "plugin_id"))
        ):
            return _id(text)
        if base is bool:
            return _flag(text)
        if base in (int, float):
            return base(text)
        if base is dt.date:
            return dt.date.fromisoformat(text)
        if base is dt.datetime:
            return moment_of(text)
    except ValueError as error:
        raise BreaksRule(f"{field.name}: {error}") from None
    return text


def _id(text: str) -> str:
    if not well_formed(text):
        raise ValueError(f"{text!r} is no id")
    return text.lower()


def _flag(text: str) -> bool:
    if text.lower() in YES:
        return True
    if text.lower() in NO:
        return False
    raise ValueError(f"{text!r} is neither true nor false")


def number(query: Query, name: str, default: int) -> int:
    """Return a whole number of the query string. Raises BreaksRule."""
    if name not in query:
        return default
    try:
        return int(query[name][0])
    except ValueError:
        raise BreaksRule(f"{name}: {query[name][0]!r} is no whole number") from None


def asked_id(query: Query, name: str) -> str | None:
    """Return an id of the query string, None where there is none. Raises BreaksRule for a malformed one."""
    if name not in query:
        return None
    if not well_formed(query[name][0]):
        raise BreaksRule(f"{name}: {query[name][0]!r} is no id")
    return query[name][0].lower()


def limit_of(query: Query) -> int:
    """Return how many records a page has; 0 means the default. Raises BreaksRule."""
    limit = number(query, "limit", PAGE) or PAGE
    if limit < 1:
        raise BreaksRule("limit: must be 1 or more")
    return limit


def page_of(found: list[Any], query: Query) -> dict[str, Any]:
    """Return the envelope of one page of what was found, which is in the order of pages already."""
    first, limit = offset_of(query), limit_of(query)
    return envelope(found[first : first + limit] if first >= 0 else [], len(found), query)


def offset_of(query: Query) -> int:
    """Return how many records come before the page; less than none for a page that can't be. Raises BreaksRule."""
    return (number(query, "page", 1) - 1) * limit_of(query)


def envelope(data: list[Any], total: int, query: Query) -> dict[str, Any]:
    """Return a page with what a client needs to ask for the others."""
    limit = limit_of(query)
    return {
        "data": data,
        "total": total,
        "nb_pages": -(-total // limit),
        "limit": limit,
        "offset": offset_of(query),
        "page": number(query, "page", 1),
    }


def only(query: Query) -> frozenset[str] | None:
    """Return the fields that the query string asks for, None for all."""
    if "fields" not in query:
        return None
    return frozenset(query["fields"][0].split(",")) | {"id", "type"}


def cut(record: msgspec.Struct, *, relations: bool, shown: frozenset[str] | None) -> dict[str, Any]:
    """Return a record as an answer: without its relations unless they are asked for, and only what is shown."""
    whole = msgspec.to_builtins(record, builtin_types=(dt.datetime, dt.date))
    hidden = getattr(record, "HIDDEN", ()) if relations else getattr(record, "RELATIONS", ())
    return {name: value for name, value in whole.items() if name not in hidden and (shown is None or name in shown)}


def together(*shown: frozenset[str] | None) -> frozenset[str] | None:
    """Return the fields that all of these show; None shows all."""
    sets = [one for one in shown if one is not None]
    return functools.reduce(frozenset.__and__, sets) if sets else None
