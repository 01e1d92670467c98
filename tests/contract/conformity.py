"""Holds answers against the OpenAPI document: whatever it says of an operation must be true of every answer."""

import functools
import json
from typing import Any

import jsonschema_rs

from chalicelib.web import openapi
from tests.guards.operations import shape

JSON = "application/json"


@functools.cache
def _document() -> tuple[dict[str, Any], dict[tuple[str, str], Any]]:
    """Return the document, and its operations by method and path without the names of variables."""
    document = json.loads(openapi.answered())
    described = {
        shape(method.upper(), path): operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }
    return document, described


@functools.cache
def _validator(method: str, path: str, status: str) -> Any:
    """Return what judges the JSON that an operation answers with a status, None where nothing is said of it."""
    document, described = _document()
    schema = _described(described[method, path], int(status)).get("content", {}).get(JSON, {}).get("schema")
    if schema is None:
        return None
    whole = {**schema, "components": document["components"]}
    return jsonschema_rs.validator_for(whole, validate_formats=True)


def _described(operation: dict[str, Any], status: int) -> dict[str, Any]:
    """Return what the document says of an answer with a status. Raises KeyError where it has none."""
    answers = operation["responses"]
    found: dict[str, Any] = answers[str(status) if str(status) in answers else f"{status // 100}XX"]
    if "$ref" in found:
        found = _document()[0]["components"]["responses"][found["$ref"].rpartition("/")[2]]
    return found


def contradiction(operation: str, answer: Any) -> str | None:
    """Return in what an answer contradicts the document, None if it doesn't, or if the operation is not in it.

    `operation` is its method and path, as a transcript writes them.
    """
    method, _, path = operation.partition(" ")
    key = shape(method, path)
    if key not in _document()[1]:
        return None
    try:
        content = _described(_document()[1][key], answer.status).get("content", {})
    except KeyError:
        return f"{answer.status} is not described"
    kind = answer.headers.get("content-type", "")
    if not answer.body or not content or "*/*" in content:
        return None
    if kind.partition(";")[0] not in content:
        return f"{answer.status} is {kind}, described as {', '.join(content)}"
    validator = _validator(*key, str(answer.status))
    error = None if validator is None else next(validator.iter_errors(json.loads(answer.body)), None)
    return error and f"{answer.status} {list(error.instance_path)}: {error.message[:200]}"
