"""The API as OpenAPI 3.1, made of the declarations: paths, who may call, what is sent and what is answered."""

import functools
import importlib
import re
import typing
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from chalicelib import access, index
from chalicelib.settings import settings
from chalicelib.web import answers, queries
from chalicelib.web import openapi_schemas as schemas
from chalicelib.web.binding import Bound, bound
from chalicelib.web.http import Answer, json_answer
from chalicelib.web.openapi_schemas import Schema, Schemas

VERSION = "3.1.0"
BEARER = {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
REFUSALS = {  # by status: what it means, whatever the operation
    400: "What was sent can't be read, doesn't fit or breaks a rule.",
    401: "Nobody is logged in, or the session is over.",
    403: "The caller may not do this.",
    404: "What the path or the body names is not there.",
    405: "The path exists, but not with this method.",
    409: "Others are changing the same at this moment; try again.",
    413: "More was sent than this way takes.",
    422: "The token can't be read.",
}
# What operations may answer that make their own answers.
ITS_OWN = {
    "2XX": {"description": "What was asked for, or a part of it."},
    "3XX": {"description": "It has not changed, or lies elsewhere."},
    "4XX": {"description": "It is refused, in a shape of its own."},
}
# How a plain operation of web/table.py is described, by its method and whether its path names a record.
PLAIN = {
    ("GET", False): "The records of this kind, or those that the filters leave.",
    ("POST", False): "Make a record of this kind.",
    ("GET", True): "One record of this kind.",
    ("PUT", True): "Change a record of this kind; fields that are not sent stay.",
    ("DELETE", True): "Remove a record of this kind.",
}
_VARIABLE = re.compile(r"\{(\w+)\}")


@functools.cache
def answered() -> bytes:
    """Return the document's JSON, made once in a process; it imports every topic, which takes most of the time."""
    body = json_answer(200, document(_all())).body
    assert isinstance(body, bytes)  # json_answer's always is
    return body


def _all() -> Iterator[Bound]:
    for topic in index.TOPICS:
        for operation in importlib.import_module(f"chalicelib.{topic}.routes").routes.operations:
            yield bound(operation)


def document(operations: Iterable[Bound]) -> dict[str, Any]:
    """Return the document of these operations."""
    described = list(operations)
    known = Schemas(hint for one in described for hint in (*_hints(one).values(), *queries.parts_of(one.query)))
    names = _Names(described)
    paths: dict[str, dict[str, Any]] = {}
    for one in described:
        path = names.path(one)
        paths.setdefault(path, {})[one.operation.method.lower()] = _operation(one, path, names, known)
    return {
        "openapi": VERSION,
        "info": {"title": "Inari", "version": settings().version, "description": schemas.ABOUT},
        "paths": paths,
        "components": {
            "schemas": known.components,
            "responses": {str(status): _refusal(status) for status in REFUSALS},
            "securitySchemes": BEARER,
        },
        "security": [{"token": []}],
    }


class _Names:
    """One name for each path and each operation, where declarations differ in variables only or share a function."""

    def __init__(self, described: list[Bound]) -> None:
        self._paths: dict[str, str] = {}
        self._ids: dict[str, int] = {}
        # The name that says most: project_id rather than the record_id of a plain table.
        for one in sorted(described, key=lambda one: "{record_id}" in one.operation.path):
            self._paths.setdefault(_VARIABLE.sub("{}", one.operation.path), one.operation.path)

    def path(self, one: Bound) -> str:
        """Return the operation's path, with the variables that all its methods share."""
        return self._paths[_VARIABLE.sub("{}", one.operation.path)]

    def new_id(self, one: Bound) -> str:
        """Return topic.function, with a number where the function answers several paths."""
        name = one.operation.name
        self._ids[name] = count = self._ids.get(name, 0) + 1
        return name if count == 1 else f"{name}_{count}"


def _hints(one: Bound) -> dict[str, Any]:
    """Return the types that an operation takes and answers, by the part that they play; of the query see queries.py."""
    record, shows = one.operation.plain, one.operation.shows
    if record is not None:
        shows = answers.paged(record) if one.operation.method == "GET" and not one.path_records else record
    hints = {"body": one.body, "answer": _returned(one) if shows is None else shows, "record": record}
    return {part: hint for part, hint in hints.items() if hint is not None}


def _returned(one: Bound) -> Any:
    return typing.get_type_hints(one.operation.function, include_extras=True).get("return", Any)


def _operation(one: Bound, path: str, names: _Names, known: Schemas) -> dict[str, Any]:
    operation = one.operation
    described: dict[str, Any] = {
        "operationId": names.new_id(one),
        "summary": _summary(one),
        "tags": [operation.function.__module__.removeprefix("chalicelib.").removesuffix(".routes").replace(".", "/")],
        "x-allow": _first_line(operation.allow.__doc__).removeprefix("Allow ").rstrip("."),
        "parameters": [*_path_parameters(one, path), *_query_parameters(one, known)],
        "responses": _responses(one, known),
    }
    content = _content(one, known)
    if content:
        described["requestBody"] = {"content": content, "required": _is_required(one, known)}
    if operation.allow is access.anyone:
        described["security"] = []
    return described


def _summary(one: Bound) -> str:
    if one.operation.plain is not None:
        return PLAIN[one.operation.method, bool(one.path_records)]
    # What topics declare in a loop has only its name to say what it does.
    words = one.operation.function.__name__.replace("_", " ").strip().capitalize()
    return _first_line(one.operation.function.__doc__) or f"{words}."


def _first_line(doc: str | None) -> str:
    return (doc or "").strip().partition("\n")[0]


def _path_parameters(one: Bound, path: str) -> list[Schema]:
    ids = {f"{name}_id" for name in one.path_records}
    declared = _VARIABLE.findall(one.operation.path)
    return [
        {"name": shown, "in": "path", "required": True, "schema": schemas.ID if name in ids else schemas.SEGMENT}
        for name, shown in zip(declared, _VARIABLE.findall(path), strict=True)
    ]


def _query_parameters(one: Bound, known: Schemas) -> list[Schema]:
    found: dict[str, Schema] = {}
    for part in queries.parts_of(one.query):
        found |= known.asked(part)
    if one.operation.production_in == "query":
        found |= {"project_id": schemas.ID}
    required = known.required(one.query)
    return [{"name": name, "in": "query", "required": name in required, "schema": s} for name, s in found.items()]


def _content(one: Bound, known: Schemas) -> dict[str, Any]:
    """Return what may be sent, by its content type."""
    shape = _body(one, known)
    content = {} if one.body is None else {"application/json": {"schema": shape}}
    if "sent" in one.takes:
        content["multipart/form-data"] = {"schema": schemas.with_files({} if one.body is None else shape)}
    return content


def _body(one: Bound, known: Schemas) -> Schema:
    if one.operation.plain is not None:
        return known.written(one.operation.plain, whole=one.operation.method == "POST")
    return known.of(one.body)


def _is_required(one: Bound, known: Schemas) -> bool:
    if one.operation.plain is not None or "sent" in one.takes:
        return True
    return bool(known.required(one.body)) or _body(one, known).get("type") == "array"


def _responses(one: Bound, known: Schemas) -> dict[str, Any]:
    status, is_open = one.operation.status, one.operation.allow is access.anyone
    found: dict[str, Any] = {str(status): {"description": "Done.", "content": _answer(one, known)}}
    if status == 204:
        del found["204"]["content"]
    possible = {refused for refused in REFUSALS if _can_be(one, refused)} - {405} - ({422} if is_open else set())
    if _answers_itself(one):
        possible -= {400}
        found |= ITS_OWN
    return found | {str(refused): {"$ref": f"#/components/responses/{refused}"} for refused in sorted(possible)}


def _answers_itself(one: Bound) -> bool:
    """Return whether the function makes its own answer: a file, a cookie, a refusal that only it knows."""
    returned = _returned(one)
    return one.operation.plain is None and (returned is NoReturn or schemas.may_be(returned, Answer))


def _can_be(one: Bound, status: int) -> bool:
    if status == 413:
        return bool(one.body is not None or "sent" in one.takes)
    return status != 409 or one.operation.method != "GET"


def _answer(one: Bound, known: Schemas) -> dict[str, Any]:
    if _answers_itself(one) and one.operation.shows is None:
        return {"*/*": {}}
    return {"application/json": {"schema": known.of(_hints(one).get("answer"))}}


def _refusal(status: int) -> dict[str, Any]:
    return {"description": REFUSALS[status], "content": {"application/json": {"schema": schemas.refusal(status)}}}
