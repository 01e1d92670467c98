"""One line of JSON for each request and job, which CloudWatch can search and count."""

import logging
import sys
import time
from typing import Any

import msgspec

from chalicelib.store import meter

logger = logging.getLogger("inari.requests")


def begin() -> float:
    """Start the clock and the meter of a request."""
    meter.reset()
    return time.perf_counter()


def end(begun: float, operation: str, **facts: Any) -> None:
    """Write the line: operation, milliseconds, round trips and capacity units, and the given facts."""
    if logger.isEnabledFor(logging.INFO):
        used = meter.read()
        line = {
            "operation": operation,
            "ms": round((time.perf_counter() - begun) * 1000, 1),
            "trips": used.trips,
            "read_units": used.read_units,
            "write_units": used.write_units,
            **facts,
        }
        logger.info(msgspec.json.encode(line).decode())


def to_stdout() -> None:
    """Send the lines to standard output, as Lambda expects them."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
