"""How the services are that Inari works with, and what the machine that answers has left."""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from chalicelib.store import files, reading
from chalicelib.store.reading import each, gather
from chalicelib.store.tables import RecordItem

SEGMENTS = 8  # of the table, read at once
EXTENSIONS = {"mp4": "video", "png": "picture", "obj": "model"}


class _Preview(msgspec.Struct):
    """What is counted of a preview."""

    extension: str | None = None


_preview = msgspec.json.Decoder(_Preview).decode


def services() -> dict[str, bool]:
    """Return whether each service of the contract is there; here all five live in the database and the bucket."""
    database, bucket = gather(_database_is_up, _bucket_is_up)
    return {
        "database-up": database, "key-value-store-up": database, "event-stream-up": database,
        "job-queue-up": database and bucket, "indexer-up": database,
    }  # fmt: skip


def _database_is_up() -> bool:
    try:
        reading.tickets(["status"])
    except (BotoCoreError, ClientError, PynamoDBException):
        return False
    return True


def _bucket_is_up() -> bool:
    try:
        files.size_of("status")
    except (BotoCoreError, ClientError):
        return False
    return True


def counts() -> dict[str, int]:
    """Return how many previews and comments there are. Reads the whole table, in parts at once: a rare, slow path."""
    found = {f"number_of_{kind}_previews": 0 for kind in EXTENSIONS.values()} | {"number_of_comments": 0}
    for part in each(_counted, range(SEGMENTS)):
        for name, count in part.items():
            found[name] += count
    return found


def _counted(segment: int) -> dict[str, int]:
    found = {"number_of_comments": sum(1 for _ in _scanned("comment", "partition", segment))}
    for item in _scanned("preview_file", "body", segment):
        kind = EXTENSIONS.get(_preview(item.body).extension or "")
        if kind:
            found[f"number_of_{kind}_previews"] = found.get(f"number_of_{kind}_previews", 0) + 1
    return found


def _scanned(kind: str, attribute: str, segment: int) -> Iterator[RecordItem]:
    return RecordItem.scan(
        RecordItem.kind == kind, segment=segment, total_segments=SEGMENTS, consistent_read=True,
        attributes_to_get=[attribute],
    )  # fmt: skip


def machine(now: dt.datetime) -> dict[str, Any]:
    """Return the load and the memory of the machine that answers, and how many previews are being made."""
    one, five, fifteen = os.getloadavg()
    share = min(100.0, round(100 * one / (os.cpu_count() or 1), 1))
    return {
        "date": now.isoformat(timespec="seconds"),
        "cpu": {
            "percent": [share] * (os.cpu_count() or 1),
            "loadavg": {"last 1 min": one, "last 5 min": five, "last 10 min": fifteen},
        },
        "memory": _memory(),
        "jobs": {"running_jobs": len(reading.links("running-previews"))},
    }


def _memory() -> dict[str, float]:
    """Return the memory in bytes as Linux tells it, zeros elsewhere."""
    told = Path("/proc/meminfo")
    lines = told.read_text().splitlines() if told.exists() else []
    kilobytes = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}
    total, available = kilobytes.get("MemTotal", 0) * 1024, kilobytes.get("MemAvailable", 0) * 1024
    used = total - available
    return {
        "total": total, "used": used, "available": available, "percent": round(100 * used / total, 1) if total else 0.0,
    }  # fmt: skip
