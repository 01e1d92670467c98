"""The API as a document: each operation that there is, as OpenAPI for programs and as a page for people."""

from collections.abc import Mapping
from html import escape
from typing import Any

Topics = Mapping[str, tuple[str, ...]]  # the operations of each topic, as "METHOD path"
OPENAPI = "3.0.3"
STYLE = """
body { font: 15px/1.5 sans-serif; margin: 2em auto; max-width: 60em; color: #223; }
h2 { margin: 2em 0 .5em; font-size: 1.1em; }
code { display: block; padding: .1em 0; }
b { display: inline-block; width: 5em; }
"""


def openapi(topics: Topics, version: str) -> dict[str, Any]:
    """Return the OpenAPI document; paths are those of the contract, with their variables."""
    paths: dict[str, dict[str, Any]] = {}
    for topic, operations in topics.items():
        for operation in operations:
            method, path = operation.split(" ")
            paths.setdefault(path, {})[method.lower()] = _operation(topic, method, path)
    security = {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
    return {
        "openapi": OPENAPI, "info": {"title": "Inari", "version": version}, "paths": paths,
        "components": {"securitySchemes": security}, "security": [{"token": []}],
    }  # fmt: skip


def _operation(topic: str, method: str, path: str) -> dict[str, Any]:
    variables = [part.partition("}")[0] for part in path.split("{")[1:]]
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in variables
    ]  # fmt: skip
    success = {"POST": "201", "DELETE": "204"}.get(method, "200")
    return {"tags": [topic], "parameters": parameters, "responses": {success: {"description": "done"}}}


def page(topics: Topics, version: str) -> str:
    """Return the page on which people look for an operation."""
    parts = [_begun(f"Inari {version}"), '<p>For programs: <a href="/openapi.json">openapi.json</a></p>']
    for topic, operations in sorted(topics.items()):
        parts.append(f"<h2>{escape(topic)}</h2>")
        for operation in operations:
            method, path = operation.split(" ")
            parts.append(f"<code><b>{method}</b>{escape(path)}</code>")
    return "\n".join(parts)


def about_tokens() -> str:
    """Return the page for those who expect to sign in here with OAuth."""
    return _begun("Inari") + "<p>Programs sign in with a token: POST /auth/login, then Authorization: Bearer.</p>"


def _begun(title: str) -> str:
    style = '<link rel="stylesheet" href="/docs/swagger-ui.css">'
    return f"<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title>{style}<h1>{title}</h1>"
