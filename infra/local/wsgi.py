"""Turns what a WSGI server hands over into the app's `Request`, and the app's `Answer` back."""

import http
import json
import logging
import urllib.parse
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from chalicelib.web.http import Answer, Request

BLOCK = 64 * 1024  # bytes of a file that are in memory at once, for each answer
NO_BODY = (204, 304)  # these have none by definition, nor a length

Door = Callable[[Request], Answer]
Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], object]

log = logging.getLogger(__name__)


def application(door: Door) -> Callable[[Environ, StartResponse], Iterable[bytes]]:
    """Return the WSGI function that sends each request through the door."""

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        request = request_of(environ)
        try:
            given = door(request)
        except Exception:  # a fault of the app is that request's, not the server's
            log.exception("%s %s failed", request.method, request.path)
            given = _fault()
        length = _length(given)
        start_response(_status_line(given.status), _headers(given, length))
        if request.method == "HEAD" or given.status in NO_BODY:
            _close(given.body)
            return []
        return [given.body] if isinstance(given.body, bytes) else Streamed(given.body)

    return answer


class Streamed:
    """An open file's blocks; the server closes it, also when the client has gone."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def __iter__(self) -> Iterator[bytes]:
        """Read block by block."""
        while block := self.file.read(BLOCK):
            yield block

    def close(self) -> None:
        """Close the file."""
        self.file.close()


def request_of(environ: Environ) -> Request:
    """Return the request that a WSGI server describes."""
    headers = {
        name.removeprefix("HTTP_").replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_") or name in ("CONTENT_TYPE", "CONTENT_LENGTH")
    }
    return Request(
        method=environ["REQUEST_METHOD"],
        # WSGI hands over the path's bytes as if they were Latin-1.
        path=environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace"),
        query=urllib.parse.parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True),
        headers=headers,
        body=environ["wsgi.input"],
        length=int(environ.get("CONTENT_LENGTH") or 0),
        address=environ.get("REMOTE_ADDR", ""),
    )


def _fault() -> Answer:
    body = {"message": "The server failed at this request. Its terminal shows the reason."}
    return Answer(500, {"Content-Type": "application/json"}, json.dumps(body).encode())


def _status_line(status: int) -> str:
    try:
        return f"{status} {http.HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def _length(answer: Answer) -> int | None:
    return len(answer.body) if isinstance(answer.body, bytes) and answer.length is None else answer.length


def _headers(answer: Answer, length: int | None) -> list[tuple[str, str]]:
    headers = [
        (name, value)
        for name, values in answer.headers.items()
        if name.lower() != "content-length"
        for value in ([values] if isinstance(values, str) else values)
    ]
    if length is not None and answer.status not in NO_BODY:
        headers.append(("Content-Length", str(length)))
    return headers


def _close(body: bytes | BinaryIO) -> None:
    if not isinstance(body, bytes):
        body.close()
