"""What AWS asks for, in dollars: on-demand list prices without tax, as the author remembers those of 2025.

There was no network to AWS when this was written: look them up before you rely on them
(https://aws.amazon.com/pricing, one page for each service). Change them here, and `make costs` writes the page anew.
"""

from typing import NamedTuple

MILLION, GB = 1_000_000, 2**30
HOURS = 730  # of a month


class Prices(NamedTuple):
    """Prices of a region; each is of one unit, one byte, one hour or one month, as its name says."""

    region: str
    request: float  # of API Gateway, REST
    invocation: float
    gigabyte_second: float  # of Lambda, x86
    read_unit: float  # of DynamoDB, on demand
    write_unit: float
    table_gigabyte: float
    backup_gigabyte: float  # point in time recovery
    file_gigabyte: float  # S3 Standard
    s3_write: float
    s3_read: float
    out_gigabyte: float  # to the internet
    log_gigabyte: float
    queue_request: float
    alarm: float
    metric: float
    secret: float


_EVERYWHERE = {
    "request": 3.50 / MILLION, "invocation": 0.20 / MILLION, "gigabyte_second": 0.0000166667,
    "file_gigabyte": 0.023, "s3_write": 5.0 / MILLION, "s3_read": 0.4 / MILLION, "out_gigabyte": 0.09,
    "queue_request": 0.40 / MILLION, "alarm": 0.10, "metric": 0.30, "secret": 0.40,
}  # fmt: skip
VIRGINIA = Prices(
    "us-east-1", read_unit=0.125 / MILLION, write_unit=0.625 / MILLION, table_gigabyte=0.25, backup_gigabyte=0.20,
    log_gigabyte=0.50, **_EVERYWHERE,
)  # fmt: skip
IRELAND = Prices(
    "eu-west-1", read_unit=0.1415 / MILLION, write_unit=0.7068 / MILLION, table_gigabyte=0.283, backup_gigabyte=0.226,
    log_gigabyte=0.57, **_EVERYWHERE,
)  # fmt: skip
REGIONS = (VIRGINIA, IRELAND)

# What each account has free of charge every month, for ever; new accounts get more in their first year.
FREE = {
    "invocations": 1.0 * MILLION, "gigabyte seconds": 400_000.0, "queue requests": 1.0 * MILLION, "table GB": 25.0,
    "log GB": 5.0, "alarms": 10.0, "metrics": 10.0, "GB out": 100.0,
}  # fmt: skip


class Server(NamedTuple):
    """A server with a database beside it: prices of an hour, and gigabytes of disk for both."""

    names: str
    machine: float
    database: float
    disk_gigabytes: int


DISK_GIGABYTE = 0.088  # gp3
DATABASE_GIGABYTE = 0.127  # gp3 of RDS
SNAPSHOT_GIGABYTE = 0.05  # the machine's disk; backups of the database are free up to its size
ADDRESS_HOUR = 0.005  # a public IPv4 address
SERVERS = {
    "5 people": Server("t3.medium, db.t4g.small", 0.0456, 0.035, 50),
    "30 people": Server("t3.medium, db.t4g.small", 0.0456, 0.035, 100),
    "200 people": Server("2 x t3.xlarge, db.m7g.large in two zones", 2 * 0.1824, 2 * 0.185, 300),
}
