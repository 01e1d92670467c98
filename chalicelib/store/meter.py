"""Counts what a request costs at DynamoDB: round trips and capacity units, for the log and the bill."""

import contextvars
import dataclasses
from typing import Any


@dataclasses.dataclass
class Meter:
    """Trips are calls of DynamoDB; units are its own count of what they cost."""

    trips: int = 0
    read_units: float = 0
    write_units: float = 0


_READING = ("Query", "Scan", "GetItem", "BatchGetItem", "TransactGetItems")
_METERED = (*_READING, "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems")
_current: contextvars.ContextVar[Meter | None] = contextvars.ContextVar("meter", default=None)


def reset() -> None:
    """Begin to count for this request."""
    _current.set(Meter())


def read() -> Meter:
    """Return what was counted since `reset`."""
    return _current.get() or Meter()


def watch(client: Any) -> None:
    """Have every call of the client counted."""
    client.meta.events.register("before-parameter-build.dynamodb.*", _ask)
    client.meta.events.register("after-call.dynamodb.*", _count)


def _ask(params: dict[str, Any], model: Any, **_: Any) -> None:
    if model.name in _METERED:
        params.setdefault("ReturnConsumedCapacity", "TOTAL")


def _count(parsed: dict[str, Any], model: Any, **_: Any) -> None:
    meter = _current.get()
    if meter is None:
        return
    meter.trips += 1
    used = parsed.get("ConsumedCapacity") or []
    units = sum(one.get("CapacityUnits", 0) for one in (used if isinstance(used, list) else [used]))
    if model.name in _READING:
        meter.read_units += units
    else:
        meter.write_units += units
