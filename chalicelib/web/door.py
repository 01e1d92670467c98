"""The door: every request comes in here, from API Gateway, the local server or a test, and gets exactly one answer."""

import importlib

from chalicelib import index, log
from chalicelib.errors import Busy, Failure, NoSuchMethod, NotFound
from chalicelib.settings import settings
from chalicelib.store import files
from chalicelib.store.busy import is_busy
from chalicelib.store.ids import new_id
from chalicelib.web import cors, paths
from chalicelib.web import request as requests
from chalicelib.web.binding import Bound, bound
from chalicelib.web.http import Answer, Request, json_answer
from chalicelib.web.refusals import answer_to

COMPRESSED_FROM = 64 * 1024  # bytes: below, the time to compress is more than what it saves on the way
MOST_FROM_LAMBDA = 4_400_000  # bytes of an answer, which are sent as base64: a third more, and Lambda takes 6 MB
DETOUR_SECONDS = 300  # for which the address of an answer in the bucket is good

_tree = paths.Tree(index.TOPICS)
_bound: dict[tuple[str, str], Bound] = {}


def answer(request: Request) -> Answer:
    """Answer a request, whatever happens inside."""
    begun, request_id = log.begin(), log.request_id(request.headers)
    try:
        given = _sized(_compressed(_given(request), request))
    except Exception as error:  # noqa: BLE001 - whatever it is, there is an answer, and a line in the log
        given = _unexpected(error, request_id)
    given.headers |= cors.headers(request)
    _vary(given)
    given.headers["X-Request-Id"] = request_id
    size = len(given.body) if isinstance(given.body, bytes) else given.length
    trace = log.trace_id(request.headers)
    facts = {"status": given.status, "bytes": size, "request_id": request_id} | ({"trace": trace} if trace else {})
    log.end(begun, f"{request.method} ?", function=log.API, **facts)
    return given


def _given(request: Request) -> Answer:
    try:
        if request.method == "OPTIONS":
            return cors.preflight(request, _methods_of(request))
        found_bound, values = operation_of(request)
        log.note(operation=found_bound.operation.name)
        return requests.answer(found_bound, request, values)
    except NoSuchMethod as failure:
        refused = answer_to(failure)
        refused.headers["Allow"] = cors.allowed(_tree.methods(request.path))
        return refused
    except Failure as failure:
        return answer_to(failure)


def _unexpected(error: Exception, request_id: str) -> Answer:
    """Answer for a fault of ours without showing anything of the inside, or for a store that has too much to do."""
    log.note(**log.fault(error))
    if is_busy(error):
        return answer_to(Busy("the store can't be reached or has too much to do at this moment; try again"))
    message = "this failed here, not at your side; the log has the reason under this id"
    return json_answer(500, {"error": True, "message": message, "request_id": request_id})


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


def _vary(given: Answer) -> None:
    """Say on what headers an answer depends, so that no cache gives it to others."""
    on = [
        name
        for name, used in (("Accept-Encoding", "Content-Encoding" in given.headers), ("Origin", settings().origins))
        if used
    ]
    if on:
        given.headers["Vary"] = ", ".join(on)


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
    given.body = igzip.compress(given.body, 2)
    return given


def _sized(given: Answer) -> Answer:
    """Send what is too large for Lambda by way of the bucket."""
    if settings().local or not isinstance(given.body, bytes) or len(given.body) <= MOST_FROM_LAMBDA:
        return given
    name = f"answers/{new_id()}"
    files.put_answer(name, given.body, given.headers)
    return Answer(303, {"Location": files.download_address(name, DETOUR_SECONDS), "Cache-Control": "no-store"})
