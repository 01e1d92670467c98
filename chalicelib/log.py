"""One line of JSON for each request and job, which CloudWatch can search, count and make metrics of.

What stands in a line: the operation, who called (an id), milliseconds, round trips, capacity units, calls of S3, the
answer's status and size, the ids of the request and of its trace. What never does: a path, a query, a body, a token, an
address. The message of an exception may quote any of these, so a line has its type, its codes and places in the code.
"""

import contextlib
import contextvars
import logging
import re
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from chalicelib.errors import aws_code, causes
from chalicelib.settings import trace_of_process
from chalicelib.store import meter
from chalicelib.store.ids import new_id

REQUESTS = "inari.requests"
logger = logging.getLogger(REQUESTS)
_faults = logging.getLogger("inari.faults")
_facts: contextvars.ContextVar[dict[str, Any] | None] = contextvars.ContextVar("facts", default=None)

NAMESPACE = "Inari"
# A metric costs 0.30 USD a month for each value of its dimensions, so there is one dimension, with a handful of values;
# what one operation or person costs, CloudWatch Logs Insights counts from the lines. Encoded once: it never changes.
_METRICS = msgspec.Raw(
    msgspec.json.encode(
        [
            {
                "Namespace": NAMESPACE,
                "Dimensions": [["function"]],
                "Metrics": [
                    {"Name": "ms", "Unit": "Milliseconds"},
                    {"Name": "read_units", "Unit": "Count"},
                    {"Name": "write_units", "Unit": "Count"},
                    {"Name": "faults", "Unit": "Count"},
                ],
            }
        ]
    )
)
API = "api"
_ROOT = Path(__file__).resolve().parent.parent
_MOST_PLACES = 12  # of an exception in a line: the innermost say where, the outermost are the door's
_REQUEST_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")  # too short for a token, and never an address
_TRACE = re.compile(r"Root=(1-[0-9a-f]{8}-[0-9a-f]{24})")
_on_aws = False


def begin() -> float:
    """Start the clock and the meter of a request or a job."""
    meter.reset()
    _facts.set({})
    return time.perf_counter()


def note(**facts: Any) -> None:
    """Add facts to the line of this request or job: ids, counts and words of ours, nothing that somebody has sent."""
    current = _facts.get()
    if current is not None:
        current.update(facts)


def end(begun: float, operation: str, *, function: str = "", **facts: Any) -> None:
    """Write the line of a request or a job; `function` is the Lambda function, by default the operation's last word."""
    if not logger.isEnabledFor(logging.INFO):
        return
    used = meter.read()
    now = time.time()
    line: dict[str, Any] = {
        "operation": operation,
        "ms": round((time.perf_counter() - begun) * 1000, 1),
        "trips": used.trips,
        "read_units": used.read_units,
        "write_units": used.write_units,
    }
    line |= {name: count for name, count in (("files", used.files), ("retries", used.retries)) if count}
    line |= (_facts.get() or {}) | facts
    if _on_aws:
        line |= {"function": function or operation.rpartition(".")[2], "faults": int("fault" in line)}
        line["_aws"] = {"Timestamp": int(now * 1000), "CloudWatchMetrics": _METRICS}
    logger.info(msgspec.json.encode(line).decode())


@contextlib.contextmanager
def job(operation: str, **facts: Any) -> Iterator[None]:
    """Write the line of the work inside, also when it fails; then it says where, and the failure goes on.

    with log.job("exports.nightly.nightly_export", project_id=project.id):
        ...
        log.note(rows=rows)
    """
    begun = begin()
    try:
        yield
    except Exception as error:
        note(**fault(error))
        raise
    finally:
        trace = trace_id({})
        end(begun, operation, **facts, **({"trace": trace} if trace else {}))


def request_id(headers: Mapping[str, str]) -> str:
    """Return the id that a client has given to its request if it is well-formed, else a new one."""
    given = headers.get("x-request-id", "")
    return given if _REQUEST_ID.fullmatch(given) else new_id()


def trace_id(headers: Mapping[str, str]) -> str:
    """Return the id under which X-Ray knows what belongs to a request, "" without one."""
    found = _TRACE.search(headers.get("x-amzn-trace-id", "")) or _TRACE.search(trace_of_process())
    return found[1] if found else ""


def fault(error: BaseException) -> dict[str, Any]:
    """Return what a line says of an exception that nobody expected; at a terminal, the whole of it is shown there."""
    if not _on_aws:
        _faults.error("Unexpected: %s", type(error).__name__, exc_info=error)
    places = [
        f"{_shortened(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    return {"fault": " from ".join(_named(error)), "at": places[-_MOST_PLACES:]}


def _named(error: BaseException) -> Iterator[str]:
    """Yield the types of an exception and of what caused it, with the codes that AWS gave."""
    for one in causes(error):
        code = aws_code(one)
        yield f"{type(one).__name__} {code}" if code else type(one).__name__


def _shortened(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else "/".join(path.parts[-2:])


class _OneLine(logging.Formatter):
    """Makes a line of JSON of whatever the app logs, without what an exception might quote."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        if record.name == REQUESTS:
            return record.getMessage()
        line = {"level": record.levelname, "logger": record.name, "message": record.getMessage()}
        error = record.exc_info[1] if record.exc_info else None
        return msgspec.json.encode(line | (fault(error) if error else {})).decode()


def to_stdout() -> None:
    """Send all lines to standard output as Lambda expects them, with metrics."""
    global _on_aws
    _on_aws = True
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(_OneLine())
    whole = logging.getLogger("inari")
    whole.addHandler(handler)
    whole.setLevel(logging.INFO)
    whole.propagate = False
