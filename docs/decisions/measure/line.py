"""What the line of a request costs: microseconds of making and writing it, with metrics and without, and its bytes.

    python docs/decisions/measure/line.py        (from the top of the repository)
"""

import io
import logging
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from chalicelib import log
from chalicelib.store.ids import new_id

LINES, ROUNDS = 2000, 9


def least(written: io.StringIO) -> float:
    """Return the microseconds of a line, the least of several rounds."""
    headers = {"x-amzn-trace-id": "Root=1-67891233-abcdef012345678912345678"}
    found = []
    for _ in range(ROUNDS):
        written.seek(0)
        written.truncate()
        begun = time.perf_counter()
        for _ in range(LINES):
            start = log.begin()
            log.note(operation="tasks.comments.of_task")
            log.note(by="0197f000-0000-7000-8000-000000000000")
            facts = {"status": 200, "bytes": 12345, "request_id": log.request_id({}), "trace": log.trace_id(headers)}
            log.end(start, "GET ?", function=log.API, **facts)
        found.append((time.perf_counter() - begun) / LINES * 1e6)
    return min(found)


def main() -> None:
    """Print the figures."""
    sys.stdout, written = io.StringIO(), sys.stdout
    kept = sys.stdout
    log.to_stdout()
    with_metrics = least(kept)
    size = len(kept.getvalue()) // LINES
    logging.getLogger("inari").setLevel(logging.ERROR)
    without = least(kept)
    sys.stdout = written
    print(f"a line on Lambda {with_metrics:.0f} µs, {size} bytes; a request whose line is not wanted {without:.0f} µs; an id {id_cost():.1f} µs")


def id_cost() -> float:
    """Return the microseconds of a new id, which a request needs anyway."""
    begun = time.perf_counter()
    for _ in range(LINES):
        new_id()
    return (time.perf_counter() - begun) / LINES * 1e6


if __name__ == "__main__":
    os.environ.setdefault("INARI_STACK", "none")
    main()
