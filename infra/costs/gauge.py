"""Measures what one request or job asks of AWS: units, round trips and their time, calls of S3, bytes of its log."""

import dataclasses
import logging
import re
import threading
import time
from typing import Any

from chalicelib.store.tables import client
from infra.costs import units

# Milliseconds that a function waits for a call within AWS: assumed, for there is no AWS here to ask.
LATENCY = {"BatchGetItem": 5, "GetItem": 4, "Query": 8, "Scan": 8, "TransactWriteItems": 12, "s3 write": 40, "s3": 20}
OTHER_LATENCY = 6
_RANGES = ("Query", "Scan")
# S3 has two prices: these, and reading ones; deleting is free.
_S3_WRITES = (
    "PutObject", "CopyObject", "ListObjectsV2", "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload",
)  # fmt: skip
_S3_FREE = ("DeleteObjects", "DeleteObject", "AbortMultipartUpload")
Params = dict[str, Any]


@dataclasses.dataclass
class Used:
    """Units of DynamoDB, its round trips, milliseconds of waiting for AWS, calls of S3, bytes of log lines."""

    read_units: float = 0
    write_units: float = 0
    trips: int = 0
    wait_ms: float = 0
    s3_writes: int = 0
    s3_reads: int = 0
    log_bytes: int = 0


class Gauge(logging.Handler):
    """Watches the app's clients and its log; `begin` and `end` stand around what is measured.

    `dynamodb` is a client of the same emulator that is not watched.
    """

    def __init__(self, dynamodb: Any) -> None:
        super().__init__()
        self.dynamodb = dynamodb
        self.counting = threading.Lock()
        self.begin()
        for service in ("dynamodb", "s3"):
            events = client(service).meta.events
            events.register(f"before-parameter-build.{service}.*", _ask)
            events.register(f"after-call.{service}.*", self._answered)
        for name in ("inari.requests", "inari.jobs"):
            logger = logging.getLogger(name)
            logger.addHandler(self)
            logger.setLevel(logging.INFO)
            logger.propagate = False

    def begin(self) -> None:
        """Forget what was used before."""
        self.used = Used()
        self.calls: list[tuple[float, float, str]] = []
        self.ranges: list[tuple[str, Params]] = []

    def end(self) -> Used:
        """Return what was used since `begin`; reads again what was read by range."""
        self.used.wait_ms = waited(self.calls)
        self.used.read_units += sum(range_units(self.dynamodb, name, params) for name, params in self.ranges)
        return self.used

    def emit(self, record: logging.LogRecord) -> None:
        """Count a line of the log."""
        self.used.log_bytes += len(record.getMessage().encode()) + 1

    def _answered(self, parsed: Params, model: Any, context: Params, **_: Any) -> None:
        now, name = time.perf_counter(), model.name
        with self.counting:
            if model.service_model.service_name == "s3":
                name = "s3 write" if name in _S3_WRITES else "s3"
                self.used.s3_writes += name == "s3 write"
                self.used.s3_reads += name == "s3" and model.name not in _S3_FREE
            else:
                self._count(name, parsed, context["asked"])
            self.calls.append((context["begun"], now, name))

    def _count(self, name: str, parsed: Params, asked: Params) -> None:
        self.used.trips += 1
        if name == "BatchGetItem":
            found = [item for items in parsed["Responses"].values() for item in items]
            keys = sum(len(one["Keys"]) for one in asked["RequestItems"].values())
            self.used.read_units += units.batch_units(found, keys)
        elif name in _RANGES:
            self.ranges.append((name, asked))
        elif name == "TransactWriteItems":
            self.used.write_units += sum(one["CapacityUnits"] for one in parsed.get("ConsumedCapacity", []))
        else:
            raise ValueError(f"{name}: infra/costs/gauge.py must learn what it takes")


def _ask(params: Params, context: Params, **_: Any) -> None:
    context["begun"] = time.perf_counter()
    context["asked"] = dict(params)


def range_units(dynamodb: Any, name: str, asked: Params) -> int:
    """Return the units of a page that was read by range: of whole items, however little of them was asked for.

    The page is read again for that, because the emulator reports one unit whatever it reads.
    """
    kept = {key: value for key, value in asked.items() if key not in ("ProjectionExpression", "FilterExpression")}
    used = f"{kept.get('KeyConditionExpression')}"
    for part in ("ExpressionAttributeNames", "ExpressionAttributeValues"):
        if part in kept:
            kept[part] = {key: value for key, value in kept[part].items() if re.search(f"{key}\\b", used)}
    whole = {key: value for key, value in kept.items() if value != {}}
    found = (dynamodb.query if name == "Query" else dynamodb.scan)(**whole)
    return units.query_units(found["Items"])


def waited(calls: list[tuple[float, float, str]]) -> float:
    """Return the milliseconds that these calls (begin, end, name) take on AWS; those that overlap count once."""
    total, until, longest = 0.0, 0.0, 0.0
    for begun, ended, name in sorted(calls):
        if begun >= until:
            total, longest = total + longest, 0.0
        longest, until = max(longest, LATENCY.get(name, OTHER_LATENCY)), max(until, ended)
    return total + longest
