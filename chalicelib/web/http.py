"""A request and its answer, whatever brought them: API Gateway, the local server or a test."""

import dataclasses
import io
from typing import Any, BinaryIO

import msgspec


@dataclasses.dataclass
class Request:
    """One HTTP request.

    `path` is decoded and without its query; header names are in lower case; `body` is read once, from its start, and
    `length` is its size in bytes; `address` is the client's.
    """

    method: str
    path: str
    query: dict[str, list[str]] = dataclasses.field(default_factory=dict)
    headers: dict[str, str] = dataclasses.field(default_factory=dict)
    body: BinaryIO = dataclasses.field(default_factory=io.BytesIO)
    length: int = 0
    address: str = "127.0.0.1"


@dataclasses.dataclass
class Answer:
    """One HTTP answer.

    `headers` may hold a list for a header that is sent several times (`Set-Cookie`). `body` is the bytes, or an open
    file whose `length` is known, which a server streams and closes.
    """

    status: int
    headers: dict[str, str | list[str]] = dataclasses.field(default_factory=dict)
    body: bytes | BinaryIO = b""
    length: int | None = None


JSON = "application/json"


def json_answer(status: int, body: Any, headers: dict[str, str | list[str]] | None = None) -> Answer:
    """Return an answer whose body is JSON; `msgspec.Raw` in it is passed on as it is."""
    return Answer(status, {"Content-Type": JSON, **(headers or {})}, msgspec.json.encode(body))
