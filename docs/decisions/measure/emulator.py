"""A MiniStack of one's own, and fair timing where others work too: candidates in turn, medians and minima."""

import atexit
import os
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from typing import Any, NamedTuple

import boto3
from botocore.config import Config

PORT = int(os.environ.get("MEASURE_PORT", "4611"))
URL, REGION = f"http://127.0.0.1:{PORT}", "eu-west-1"
MEGABYTE = 1024 * 1024


def start() -> Any:
    """Start the emulator for as long as this process lives, and return a client of its DynamoDB."""
    os.environ.update(AWS_ACCESS_KEY_ID="000000000001", AWS_SECRET_ACCESS_KEY="local", AWS_DEFAULT_REGION=REGION)
    own = os.environ | {"GATEWAY_PORT": str(PORT), "PERSIST_STATE": "0", "LOG_LEVEL": "ERROR"}
    quiet = subprocess.DEVNULL
    server = subprocess.Popen([sys.executable, "-m", "ministack"], env=own, stdout=quiet, stderr=quiet)
    atexit.register(server.terminate)
    for _ in range(150):
        try:
            urllib.request.urlopen(f"{URL}/_ministack/health", timeout=1)
        except OSError:
            time.sleep(0.1)
        else:
            break
    if server.poll() is not None:
        raise SystemExit(f"MiniStack did not start; is port {PORT} taken? MEASURE_PORT=4612 chooses another one")
    return client()


def client() -> Any:
    return boto3.client("dynamodb", endpoint_url=URL, region_name=REGION, config=Config(max_pool_connections=16))


def table(dynamodb: Any, name: str) -> None:
    keys = {"partition": "HASH", "sort": "RANGE"}
    dynamodb.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": key, "KeyType": kind} for key, kind in keys.items()],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
    )


class Taken(NamedTuple):
    """Milliseconds of one candidate: median and least on the clock, and the median of this process's own CPU."""

    median: float
    least: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.median:.1f} ({self.least:.1f})"


def in_turn(candidates: dict[str, Callable[[], object]], rounds: int = 15) -> dict[str, Taken]:
    """Run all candidates once a round, so that a neighbour's noise meets each of them."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in candidates}
    for at in range(rounds + 1):
        for name, call in candidates.items():
            began, busy = time.perf_counter(), time.process_time()
            call()
            if at:  # the first round warms up
                times[name].append(((time.perf_counter() - began) * 1000, (time.process_time() - busy) * 1000))
    clock = {name: [one for one, _ in taken] for name, taken in times.items()}
    own = {name: statistics.median(cpu for _, cpu in taken) for name, taken in times.items()}
    return {name: Taken(statistics.median(taken), min(taken), own[name]) for name, taken in clock.items()}


def size(value: Any) -> int:
    """Bytes of an item or a typed value as DynamoDB counts them."""
    if isinstance(value, dict) and len(value) == 1 and next(iter(value)) in ("S", "N", "BOOL", "NULL", "M", "L"):
        ((kind, inner),) = value.items()
        if kind == "S":
            return len(inner.encode())
        if kind == "N":
            return len(inner.strip("-").replace(".", "")) // 2 + 1
        if kind == "M":
            return 3 + sum(len(name) + size(one) + 1 for name, one in inner.items())
        if kind == "L":
            return 3 + sum(size(one) + 1 for one in inner)
        return 1
    return sum(len(name) + size(one) for name, one in value.items())


def read_units(items: list[dict[str, Any]]) -> int:
    """Capacity units of a strongly consistent Query chain: each page of 1 MB is rounded up to 4 KB."""
    units = page = 0
    for item in items:
        page += size(item)
        if page >= MEGABYTE:
            units, page = units + -(-page // 4096), 0
    return units + -(-page // 4096)
