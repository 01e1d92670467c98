"""The tables, as PynamoDB models; all speak through one client, because each client costs 50 to 150 ms to make.

What is kept in which of them, and under which keys, is charted in docs/access-patterns.md.
"""

import contextlib
import threading
from typing import Any, Self

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.connection import Connection, TableConnection
from pynamodb.indexes import IncludeProjection, LocalSecondaryIndex
from pynamodb.models import Model

from chalicelib.settings import settings
from chalicelib.store import busy, lean, meter

# A call within AWS takes some 5 ms. What hangs is given up early enough to be tried again within a request's time.
_CONFIG = Config(
    parameter_validation=False,  # a third of a call's CPU, and PynamoDB builds the parameters
    connect_timeout=1,
    read_timeout=5,
    max_pool_connections=50,
    # Throttling: exponential backoff with jitter. The older mode, because it begins at 50 ms for DynamoDB, the newer
    # one at a second: where one call of ten is throttled, a request of two trips takes 5 ms longer, instead of 100.
    retries={"total_max_attempts": busy.ATTEMPTS, "mode": "legacy"},
)
# Left alone, botocore signs addresses in a way that buckets made since 2020 refuse, for a host of all regions, which
# leads clients of a new bucket elsewhere. At an emulator's IP the bucket's name stays in the path all the same.
_OF_S3 = _CONFIG.merge(Config(signature_version="s3v4", s3={"addressing_style": "virtual"}))
_lock = threading.Lock()
_clients: dict[str, Any] = {}


def client(service: str = "dynamodb") -> Any:
    """Return the process's one client of an AWS service."""
    if service not in _clients:
        with _lock:
            if service not in _clients:
                config = _OF_S3 if service == "s3" else _CONFIG
                made = lean.session().create_client(service, endpoint_url=settings().endpoint_url, config=config)
                made.meta.events.register(f"needs-retry.{service}", busy.again)
                meter.watch(made, service)
                _clients[service] = made
    return _clients[service]


def table_name(name: str) -> str:
    """Return a table's name in this deployment."""
    return f"{settings().stack}-{name}"


class Table(Model):
    """A table of this deployment, reached through the shared client."""

    @classmethod
    def _get_connection(cls) -> TableConnection:
        if cls._connection is None:
            cls.Meta.table_name = table_name(cls.Meta.name)  # type: ignore[attr-defined]
            connection = super()._get_connection()
            connection.connection._client = client()
        return super()._get_connection()

    @classmethod
    def from_raw_data(cls, data: dict[str, Any]) -> Self:
        """Return an item that was read; all attributes are texts or whole numbers.

        PynamoDB's own way goes through each attribute's checks, which is a fifth of a long list's time.
        """
        item = cls.__new__(cls)
        item.attribute_values = {
            name: value["S"] if "S" in value else int(value["N"]) for name, value in data.items() if "NULL" not in value
        }
        return item


class Latest(LocalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """Where the last changed records of a partition lie: of the kinds that are listed in pages, see store/latest.py."""

    class Meta:
        index_name = "latest"
        projection = IncludeProjection(["facets"])

    partition = UnicodeAttribute(hash_key=True)
    changed_at = UnicodeAttribute(range_key=True)


class RecordItem(Table):
    """A record.

    `rows` is what other records show of themselves beside it (a shot's tasks on a board), `facets` what its pages are
    filtered by, `changed_at` the moment that they are ordered by.
    """

    class Meta:
        name = "records"
        table_name = ""

    partition = UnicodeAttribute(hash_key=True)
    sort = UnicodeAttribute(range_key=True)
    kind = UnicodeAttribute()
    updated_at = UnicodeAttribute()
    version = NumberAttribute()
    body = UnicodeAttribute()
    relations = UnicodeAttribute(null=True)
    rows = UnicodeAttribute(null=True)
    rows_version = NumberAttribute(null=True)
    changed_at = UnicodeAttribute(null=True)
    facets = UnicodeAttribute(null=True)
    latest = Latest()


class KeyItem(Table):
    """An address (where the record of an id lies) or a unique name (which id has it)."""

    class Meta:
        name = "keys"
        table_name = ""

    name = UnicodeAttribute(hash_key=True)
    partition = UnicodeAttribute(null=True)
    sort = UnicodeAttribute(null=True)
    above = UnicodeAttribute(null=True)
    holder = UnicodeAttribute(null=True)


class LinkItem(Table):
    """One side of a relation; `facts` is what a list needs of the other end, as JSON."""

    class Meta:
        name = "links"
        table_name = ""

    source = UnicodeAttribute(hash_key=True)
    target = UnicodeAttribute(range_key=True)
    facts = UnicodeAttribute(null=True)


class StampItem(Table):
    """How often something changed in what is shown together."""

    class Meta:
        name = "stamps"
        table_name = ""

    scope = UnicodeAttribute(hash_key=True)
    shard = UnicodeAttribute(range_key=True)
    changes = NumberAttribute(default=0)


class EventItem(Table):
    """All events of one commit."""

    class Meta:
        name = "events"
        table_name = ""

    month = UnicodeAttribute(hash_key=True)
    moment = UnicodeAttribute(range_key=True)
    events = UnicodeAttribute()


class SessionItem(Table):
    """A ticket: a revoked token, a link in a mail, a code; DynamoDB removes it some time after `expires`."""

    class Meta:
        name = "sessions"
        table_name = ""

    name = UnicodeAttribute(hash_key=True)
    expires = NumberAttribute()
    value = UnicodeAttribute(null=True)


def connect() -> None:
    """Make the client and open its connection, so that the first request need not; what fails, that one will say.

    A question for nothing: it costs one read unit and a trip.
    """
    transaction_connection()
    with contextlib.suppress(BotoCoreError, ClientError):
        client().batch_get_item(RequestItems={table_name("keys"): {"Keys": [{"name": {"S": "nothing"}}]}})


def transaction_connection() -> Connection:
    """Return the connection for transactions over several tables."""
    for model in (RecordItem, KeyItem, LinkItem, StampItem, EventItem, SessionItem):
        model._get_connection()
    connection = RecordItem._get_connection().connection
    for model in (KeyItem, LinkItem, StampItem, EventItem, SessionItem):
        own = model._get_connection().connection
        for name, meta in own._tables.items():
            connection._tables.setdefault(name, meta)
    return connection
