"""`POST /testing/reset`, which exists only on a local server that was started with TESTING=1."""

import json
import time

from chalicelib.web.http import Answer, Request
from infra import tables
from infra.local.gate import Gate
from infra.local.parts import Parts
from infra.local.wsgi import Door

PATH = "/testing/reset"
FINISH_SECONDS = 10.0  # for running requests and jobs; one that takes longer may find what it reads gone


def with_reset(door: Door, parts: Parts, at: tables.Place, gate: Gate) -> Door:
    """Return the door with a bell beside it that empties everything down to the administrator."""

    def answer(request: Request) -> Answer:
        if (request.method, request.path) == ("POST", PATH):
            return _reset(parts, at, gate)
        with gate.inside():
            return door(request)

    return answer


def _reset(parts: Parts, at: tables.Place, gate: Gate) -> Answer:
    begun = time.monotonic()
    with gate.alone(FINISH_SECONDS) as alone:
        tables.empty(at)
        parts.forget_caches()
        parts.seed()
    body = {"reset": True, "all_had_finished": alone, "seconds": round(time.monotonic() - begun, 3)}
    return Answer(200, {"Content-Type": "application/json"}, json.dumps(body).encode())
