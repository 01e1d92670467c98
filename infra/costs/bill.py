"""Adds up what a studio's month uses, and what that costs; plain arithmetic on measured figures."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from infra.costs.prices import (
    ADDRESS_HOUR,
    DATABASE_GIGABYTE,
    DISK_GIGABYTE,
    FREE,
    GB,
    HOURS,
    SERVERS,
    SNAPSHOT_GIGABYTE,
    Prices,
)
from infra.costs.studios import DAYS, FILES, MONTHS_KEPT, MOVIE, MOVIE_BYTES, RANGES, Studio, month

JOBS = {"make a picture's sizes": 3008, "finish a movie": 3008}  # MB of memory of their function; others are requests
MEMORY = 1769  # MB of memory of the API's function: one whole processor (.chalice/config.json)
HEADERS = 800  # bytes of an answer's headers on the way out
LAMBDA_LINES = 330  # bytes that Lambda itself writes into the log for each call
METRIC_BYTES = 290  # of a line's metrics, which only lines on AWS have
METRICS = 4  # of each function (chalicelib/log.py); they are paid for the hours in which it runs, of which a day of
IDLE_METRICS = METRICS * (1 + 1 / 24)  # … work has ten. Mails are looked for in each, exports are made in one a day.
BUSY_METRICS = METRICS * 2 * DAYS * 10 / HOURS  # of the API and of uploads
COLD = 0.02  # of the calls begin a new process …
COLD_MS = 1200  # … which takes so long, and is paid
POLLS = 648_000  # of the uploads queue by Lambda: five pollers, each waiting 20 seconds, all month
MAILS = 4 * 24 * 30.4  # calls of the function that sends mails: every quarter of an hour, each in a new process
MESSAGE = 3  # requests to the queue for one message: S3 sends it, Lambda receives and deletes it

SAME = "files and data out"  # which are the same wherever the app runs on AWS

Measured = dict[str, Any]  # of a size, see measure.py
Bill = dict[str, float]  # dollars by service


@dataclasses.dataclass
class Use:
    """What is used of each thing that has a price; times are in seconds, sizes in bytes or gigabytes as named."""

    requests: float = 0
    invocations: float = 0
    gigabyte_seconds: float = 0
    read_units: float = 0
    write_units: float = 0
    s3_writes: float = 0
    s3_reads: float = 0
    out_bytes: float = 0
    log_bytes: float = 0
    queue_requests: float = 0
    table_bytes: float = 0
    file_bytes: float = 0
    metrics: float = 0

    def plus(self, other: "Use") -> "Use":
        """Return both together."""
        return Use(*(a + b for a, b in zip(dataclasses.astuple(self), dataclasses.astuple(other), strict=True)))


def of_operation(name: str, one: dict[str, float], times: float) -> Use:
    """Return what an operation uses that happens so often."""
    job = name in JOBS
    seconds = (one["cpu_ms"] + one["wait_ms"] + COLD * COLD_MS) / 1000
    out = 0 if job else one["answer_bytes"] + HEADERS
    if name == MOVIE:
        out += MOVIE_BYTES / RANGES
    return Use(
        requests=0 if job else times,
        invocations=times,
        gigabyte_seconds=times * seconds * JOBS.get(name, MEMORY) / 1024,
        read_units=times * one["read_units"],
        write_units=times * one["write_units"],
        s3_writes=times * one["s3_writes"],
        s3_reads=times * (one["s3_reads"] + (name == MOVIE)),
        out_bytes=times * out,
        log_bytes=times * (one["log_bytes"] + METRIC_BYTES + LAMBDA_LINES),
        queue_requests=times * MESSAGE if job else 0,
    )


def of_month(studio: Studio, measured: Measured) -> dict[str, Use]:
    """Return what each operation of a studio uses in a month."""
    asked = month(studio, measured["shots"] + measured["assets"])
    return {name: of_operation(name, measured["operations"][name], times) for name, times in asked.items()}


def kept(studio: Studio, measured: Measured) -> Use:
    """Return what lies in tables and bucket after a year of such months, and what asks for work all the time."""
    asked = month(studio, measured["shots"] + measured["assets"])
    added = sum(times * max(0, measured["operations"][name]["kept_bytes"]) for name, times in asked.items())
    files = sum(asked[name] * size for name, size in FILES.items() if name in asked)
    tables = studio.productions * measured["kept_bytes"] + MONTHS_KEPT * added
    return idle().plus(Use(table_bytes=tables, file_bytes=MONTHS_KEPT * files, metrics=BUSY_METRICS))


def idle() -> Use:
    """Return what asks for work all month, though there is none."""
    return Use(
        queue_requests=POLLS,
        invocations=MAILS,
        gigabyte_seconds=MAILS * COLD_MS / 1000 * MEMORY / 1024,  # what it lacks of memory it takes in time
        read_units=MAILS,
        log_bytes=MAILS * (METRIC_BYTES + 2 * LAMBDA_LINES),
        metrics=IDLE_METRICS,
    )


def total(uses: Iterable[Use]) -> Use:
    """Return all of them together."""
    together = Use()
    for use in uses:
        together = together.plus(use)
    return together


def priced(use: Use, prices: Prices) -> Bill:
    """Return what it costs by the list, by service."""
    return {
        "API Gateway": use.requests * prices.request,
        "Lambda": use.invocations * prices.invocation + use.gigabyte_seconds * prices.gigabyte_second,
        "DynamoDB, reading": use.read_units * prices.read_unit,
        "DynamoDB, writing": use.write_units * prices.write_unit,
        "DynamoDB, storage and backup": use.table_bytes / GB * (prices.table_gigabyte + prices.backup_gigabyte),
        "S3, files kept": use.file_bytes / GB * prices.file_gigabyte,
        "S3, requests": use.s3_writes * prices.s3_write + use.s3_reads * prices.s3_read,
        "Data to the internet": use.out_bytes / GB * prices.out_gigabyte,
        "CloudWatch, logs": use.log_bytes / GB * prices.log_gigabyte,
        "CloudWatch, metrics": use.metrics * prices.metric,
        "SQS": use.queue_requests * prices.queue_request,
    }


def standing(resources: dict[str, int], prices: Prices) -> Bill:
    """Return what the stack's alarms and secrets cost, used or not."""
    return {
        "CloudWatch, alarms": resources["alarms"] * prices.alarm,
        "Secrets Manager": resources["secrets"] * prices.secret,
    }


def whole(use: Use, resources: dict[str, int], prices: Prices) -> Bill:
    """Return the whole bill by the list, by service."""
    return priced(use, prices) | standing(resources, prices)


def free(use: Use, resources: dict[str, int], prices: Prices) -> float:
    """Return what an account that does nothing else is let off by the month's free allowances."""
    return (
        min(use.invocations, FREE["invocations"]) * prices.invocation
        + min(use.gigabyte_seconds, FREE["gigabyte seconds"]) * prices.gigabyte_second
        + min(use.queue_requests, FREE["queue requests"]) * prices.queue_request
        + min(use.table_bytes / GB, FREE["table GB"]) * prices.table_gigabyte
        + min(use.log_bytes / GB, FREE["log GB"]) * prices.log_gigabyte
        + min(use.out_bytes / GB, FREE["GB out"]) * prices.out_gigabyte
        + min(resources["alarms"], FREE["alarms"]) * prices.alarm
        + min(use.metrics, FREE["metrics"]) * prices.metric
    )


def server(studio: Studio, use: Use, prices: Prices) -> Bill:
    """Return what a server with a database costs that serves the same studio; files and data out are the same."""
    chosen = SERVERS[studio.name]
    disks = chosen.disk_gigabytes * (DISK_GIGABYTE + DATABASE_GIGABYTE + SNAPSHOT_GIGABYTE)
    same = priced(Use(file_bytes=use.file_bytes, out_bytes=use.out_bytes), prices)
    return {
        "machines": HOURS * (chosen.machine + ADDRESS_HOUR),
        "database": HOURS * chosen.database,
        "disks and snapshots": disks,
        SAME: sum(same.values()),
    }
