"""Reads what a client sends: JSON, forms, uploads; and turns it into the types that an operation declares."""

import copy
import itertools
import re
import typing
from typing import Annotated, Any, BinaryIO, NamedTuple
from urllib.parse import parse_qs

import msgspec

from chalicelib.errors import BreaksRule, DoesNotFit, NotJson, TooLarge
from chalicelib.settings import settings
from chalicelib.store.ids import new_id
from chalicelib.store.records import base_of, fields_of
from chalicelib.web import queries
from chalicelib.web.filters import Query
from chalicelib.web.http import Request

MOST_JSON = 20 * 2**20  # bytes; the largest bulk copies of a studio have some MB
MOST_FIELD = 2**20  # bytes of one text field of a form
MOST_NESTED = 100  # of lists and objects in each other; Python reads 900, the less the deeper the code that reads
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
_STRINGS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_STEPS = bytes.maketrans(b"[{]}", b"\2\2\0\0")
_NO_BRACKETS = bytes(set(range(256)) - set(b"[{]}"))
_PROBLEM = re.compile(r"^(.*?)(?: - at `(?:key in )?\$\.?([^`]*)`)?$", re.DOTALL)
_MISSING = re.compile(r"missing required field `(\w+)`")


class File(NamedTuple):
    """An uploaded file: what the client calls it, its type as the client says, and its bytes, at their start.

    `id` is the same when the request runs again.
    """

    name: str
    content_type: str
    stream: BinaryIO
    size: int
    id: str


class Sent(NamedTuple):
    """A request's body: its values, the files beside them, and whether the values are JSON (or text from a form)."""

    values: Any
    files: dict[str, File]
    is_json: bool


def read(request: Request) -> Sent:
    """Return a request's body, read once. Raises NotJson, TooLarge."""
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    if not settings().local and request.length > settings().upload_limit:
        raise TooLarge(
            f"{request.length} bytes, at most {settings().upload_limit} this way; send larger files straight to the "
            "bucket: POST /actions/uploads tells the address"
        )
    match kind.strip().lower():
        case "multipart/form-data":
            return _form(request, parameters)
        case "application/x-www-form-urlencoded":
            text = _all(request).decode("utf-8", "replace")
            return Sent(_texts(_single(parse_qs(text, keep_blank_values=True))), {}, is_json=False)
    content = _all(request)
    if not content.strip():
        return Sent(None, {}, is_json=True)
    try:
        values = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotJson(f"the body is no JSON: {error}") from None
    _check_kept(content)
    return Sent(values, {}, is_json=True)


def _check_kept(content: bytes) -> None:
    """Refuse JSON that could be kept and then not be read everywhere. Raises NotJson."""
    if _NUL.search(content):
        raise NotJson("the body holds a NUL, which no text may")
    if content.count(b"[") + content.count(b"{") > MOST_NESTED:
        steps = _STRINGS.sub(b"", content).translate(_STEPS, _NO_BRACKETS)
        if max(itertools.accumulate(step - 1 for step in steps), default=0) > MOST_NESTED:
            raise NotJson(f"the body is nested more than {MOST_NESTED} times")


def _all(request: Request) -> bytes:
    if request.length > MOST_JSON:
        raise TooLarge(f"{request.length} bytes of JSON, at most {MOST_JSON}")
    return request.body.read(request.length) if request.length else b""


def _form(request: Request, parameters: str) -> Sent:
    """Read a form with files; what is large goes to the disk as it comes in."""
    from multipart import MultipartError, MultipartParser, parse_options_header

    boundary = parse_options_header("x;" + parameters)[1].get("boundary", "")
    values: dict[str, Any] = {}
    files: dict[str, File] = {}
    try:
        for part in MultipartParser(request.body, boundary, request.length, spool_limit=2**20, memory_limit=2**25):
            if part.filename is None:
                if part.size > MOST_FIELD:
                    raise TooLarge(f"{part.name}: {part.size} bytes in a text field, at most {MOST_FIELD}")
                values.setdefault(part.name, part.value)
            else:
                part.file.seek(0)
                files.setdefault(
                    part.name, File(part.filename, part.content_type or "", part.file, part.size, new_id())
                )
    except (MultipartError, UnicodeDecodeError) as error:
        raise NotJson(f"the form is broken off or damaged: {error}") from None
    return Sent(_texts(values), files, is_json=False)


def _texts(values: dict[str, str]) -> dict[str, str]:
    """Return a form's fields. Raises NotJson for a text that could not be kept."""
    if any("\0" in value for value in values.values()):
        raise NotJson("the form holds a NUL, which no text may")
    return values


def _single(values: dict[str, list[str]]) -> dict[str, str]:
    return {name: found[0] for name, found in values.items()}


def fitted(sent: Sent, hint: Any, query: Query) -> Any:
    """Return the body as the type that an operation declares. Raises DoesNotFit, and names the field.

    Where there is no body, the query string may hold its fields, as the contract allows.
    """
    # A copy, for a request that runs again finds its body as it came.
    values, strict = copy.copy(sent.values), sent.is_json
    is_struct = isinstance(hint, type) and issubclass(hint, msgspec.Struct)
    if is_struct and values is None:
        values, strict = _single(query), not query
    if is_struct and not strict:
        values = _lists_decoded(values, hint)
    try:
        return msgspec.convert(values, hint, strict=strict)
    except msgspec.ValidationError as error:
        raise DoesNotFit(*problem(error)) from None


def _lists_decoded(values: dict[str, Any], hint: type[msgspec.Struct]) -> dict[str, Any]:
    """Return a form's fields with the JSON in those decoded that hold a list or an object."""
    decoded = dict(values)
    for name, field in fields_of(hint).items():
        origin = typing.get_origin(base_of(field.plain)) or field.plain
        if name in decoded and (
            origin in (list, dict) or (isinstance(origin, type) and issubclass(origin, msgspec.Struct))
        ):
            try:
                decoded[name] = msgspec.json.decode(decoded[name])
            except (msgspec.DecodeError, RecursionError):
                raise DoesNotFit(name, "is no JSON") from None
    return decoded


def asked(hint: Any, query: Query) -> Any:
    """Return the query string as the type that an operation declares; names that it doesn't have are ignored.

    Raises BreaksRule for a value of the wrong type, unless the operation takes the query as it came.
    """
    if typing.get_origin(hint) is Annotated:
        return queries.declared(hint, query)
    values: dict[str, Any] = {}
    for name, field in fields_of(hint).items():
        if name in query:
            values[name] = query[name] if typing.get_origin(field.plain) is list else query[name][0]
    try:
        return msgspec.convert(values, hint, strict=False)
    except msgspec.ValidationError as error:
        field_name, reason = problem(error)
        raise BreaksRule(f"{field_name}: {reason}") from None


def problem(error: msgspec.ValidationError) -> tuple[str, str]:
    """Return the field that a validation error is about, and the reason."""
    reason, field = _PROBLEM.match(str(error)).groups()  # type: ignore[union-attr]
    missing = _MISSING.search(reason)
    if missing:
        return f"{field}.{missing[1]}" if field else missing[1], "is required"
    return field or "", reason[:1].lower() + reason[1:]
