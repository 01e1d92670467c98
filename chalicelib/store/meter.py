"""Counts what a request or a job costs: round trips and capacity units of DynamoDB, calls of S3, calls made again."""

import contextvars
import dataclasses
from typing import Any


@dataclasses.dataclass
class Meter:
    """Trips are calls of DynamoDB, units its own count of what they cost, files calls of S3; retries are of both."""

    trips: int = 0
    read_units: float = 0
    write_units: float = 0
    files: int = 0
    retries: int = 0


_READING = ("Query", "Scan", "GetItem", "BatchGetItem", "TransactGetItems")
_METERED = (*_READING, "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems")
_current: contextvars.ContextVar[Meter | None] = contextvars.ContextVar("meter", default=None)


def reset() -> None:
    """Begin to count for this request."""
    _current.set(Meter())


def read() -> Meter:
    """Return what was counted since `reset`."""
    return _current.get() or Meter()


def watch(client: Any, service: str) -> None:
    """Have every call of the client counted."""
    if service == "dynamodb":
        client.meta.events.register("before-parameter-build.dynamodb.*", _ask)
        client.meta.events.register("after-call.dynamodb.*", _count)
    if service == "s3":
        client.meta.events.register("after-call.s3.*", _count_file)


def _ask(params: dict[str, Any], model: Any, **_: Any) -> None:
    if model.name in _METERED:
        params.setdefault("ReturnConsumedCapacity", "TOTAL")


def _count(parsed: dict[str, Any], model: Any, **_: Any) -> None:
    meter = _current.get()
    if meter is None:
        return
    meter.trips += 1
    meter.retries += _retries(parsed)
    used = parsed.get("ConsumedCapacity") or []
    units = sum(one.get("CapacityUnits", 0) for one in (used if isinstance(used, list) else [used]))
    if model.name in _READING:
        meter.read_units += units
    else:
        meter.write_units += units


def _count_file(parsed: dict[str, Any], **_: Any) -> None:
    meter = _current.get()
    if meter is not None:
        meter.files += 1
        meter.retries += _retries(parsed)


def _retries(parsed: dict[str, Any]) -> int:
    return int(parsed.get("ResponseMetadata", {}).get("RetryAttempts", 0))
