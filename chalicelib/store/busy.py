"""Tells a store that has too much to do, or is out of reach for a moment, from a fault of ours."""

import random
import time
from typing import Any

from botocore.exceptions import ConnectionError as NotReached
from botocore.exceptions import HTTPClientError

from chalicelib.errors import aws_code, causes

# What DynamoDB says of a call (its developer guide, "Error handling") and of one operation of a transaction (the API
# reference of TransactWriteItems, "CancellationReasons"), and what S3 says.
THROTTLED = frozenset(
    {
        "ProvisionedThroughputExceededException", "ProvisionedThroughputExceeded", "ThrottlingException",
        "ThrottlingError", "Throttling", "RequestLimitExceeded", "SlowDown",
    }
)  # fmt: skip
# TransactionInProgressException: an earlier try of the same commit is still at work, so it must not be made anew.
_OUT_OF_ORDER = frozenset(
    {"InternalServerError", "InternalError", "InternalFailure", "ServiceUnavailable", "TransactionInProgressException"}
)
ATTEMPTS = 6  # of a call in all: a second and a half of pauses at most
FIRST, LONGEST = 0.05, 1.0  # seconds of the pauses between two tries, as botocore makes them for DynamoDB


def again(response: tuple[Any, dict[str, Any]] | None, attempts: int, **_: Any) -> float | None:
    """Tell botocore after how many seconds to make a call again that it would give up: it knows fewer codes."""
    code = response[1].get("Error", {}).get("Code") if response is not None else None
    return _length(attempts - 1) if code in THROTTLED and attempts < ATTEMPTS else None


def is_busy(error: BaseException) -> bool:
    """Return whether an exception, or what caused it, means that the same call may succeed later."""
    return any(
        isinstance(one, (NotReached, HTTPClientError)) or aws_code(one) in THROTTLED | _OUT_OF_ORDER
        for one in causes(error)
    )


def pause(tries: int) -> None:
    """Wait before the next try: longer each time, and of random length, so that many don't come back at once."""
    time.sleep(_length(tries))


def _length(tries: int) -> float:
    return random.uniform(0, min(LONGEST, FIRST * 2**tries))
