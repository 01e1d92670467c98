"""The door: every request comes in here, from API Gateway, the local server or a test, and gets exactly one answer."""

import importlib

from chalicelib import index, log
from chalicelib.errors import Failure, NotFound
from chalicelib.settings import settings
from chalicelib.store import files
from chalicelib.store.ids import new_id
from chalicelib.web import cors, paths
from chalicelib.web import request as requests
from chalicelib.web.binding import Bound, bound
from chalicelib.web.http import Answer, Request
from chalicelib.web.refusals import answer_to

COMPRESSED_FROM = 64 * 1024  # bytes: below, the time to compress is more than what it saves on the way
MOST_FROM_LAMBDA = 5_900_000  # bytes of an answer; Lambda takes 6 MB, and a binary one grows by a third
DETOUR_SECONDS = 300  # for which the address of an answer in the bucket is good

_tree = paths.Tree(index.TOPICS)
_bound: dict[tuple[str, str], Bound] = {}


def answer(request: Request) -> Answer:
    """Answer a request, whatever happens inside."""
    begun, request_id = log.begin(), new_id()
    name = f"{request.method} ?"
    try:
        if request.method == "OPTIONS":
            given = cors.preflight(request, _methods_of(request))
        else:
            found_bound, values = operation_of(request)
            name = found_bound.operation.name
            given = requests.answer(found_bound, request, values)
    except Failure as failure:
        given = answer_to(failure)
    given = _sized(_compressed(given, request))
    given.headers |= cors.headers(request)
    given.headers["X-Request-Id"] = request_id
    log.end(begun, name, status=given.status, request_id=request_id)
    return given


def operation_of(request: Request) -> tuple[Bound, dict[str, str]]:
    """Return the bound operation of a request and the values in its path. Raises NotFound, NoSuchMethod."""
    method = "GET" if request.method == "HEAD" else request.method
    found = _tree.find(method, request.path)
    key = (method, found.path)
    if key not in _bound:
        routes = importlib.import_module(f"chalicelib.{found.topic}.routes").routes
        for operation in routes.operations:
            if (operation.method, operation.path) == key:
                _bound[key] = bound(operation)
    return _bound[key], found.values


def _methods_of(request: Request) -> set[str]:
    methods = _tree.methods(request.path)
    if not methods:
        raise NotFound(f"there is nothing at {request.path}")
    return methods


def _compressed(given: Answer, request: Request) -> Answer:
    """Compress what is large, if the client takes that; 1.6 ms for 2 MB (docs/decisions/0002)."""
    if not isinstance(given.body, bytes) or len(given.body) < COMPRESSED_FROM:
        return given
    if "gzip" not in request.headers.get("accept-encoding", "") or "Content-Encoding" in given.headers:
        return given
    if given.headers.get("Content-Type", "").startswith(("image/", "video/")):  # type: ignore[union-attr]
        return given
    from isal import igzip

    given.headers["Content-Encoding"] = "gzip"
    given.headers["Vary"] = "Accept-Encoding"
    given.body = igzip.compress(given.body, 2)
    return given


def _sized(given: Answer) -> Answer:
    """Send what is too large for Lambda by way of the bucket."""
    binary = "Content-Encoding" in given.headers
    if (
        settings().local
        or not isinstance(given.body, bytes)
        or len(given.body) * (4 / 3 if binary else 1) < MOST_FROM_LAMBDA
    ):
        return given
    name = f"answers/{new_id()}"
    files.put_answer(name, given.body, given.headers)
    return Answer(303, {"Location": files.download_address(name, DETOUR_SECONDS), "Cache-Control": "no-store"})
