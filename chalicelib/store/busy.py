"""Tells a store that has too much to do, or is out of reach for a moment, from a fault of ours."""

import random
import time

from botocore.exceptions import ConnectionError as NotReached
from botocore.exceptions import HTTPClientError

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
FIRST, LONGEST = 0.05, 1.0  # seconds of the pauses between two tries, as botocore makes them for DynamoDB


def is_busy(error: BaseException | None) -> bool:
    """Return whether an exception, or what caused it, means that the same call may succeed later."""
    while error is not None:
        if isinstance(error, (NotReached, HTTPClientError)):
            return True
        response = getattr(error, "response", None)
        code = response.get("Error", {}).get("Code") if isinstance(response, dict) else None
        if code in THROTTLED or code in _OUT_OF_ORDER:
            return True
        error = error.__cause__ or getattr(error, "cause", None)  # PynamoDB's way
    return False


def pause(tries: int) -> None:
    """Wait before the next try: longer each time, and of random length, so that many don't come back at once."""
    time.sleep(random.uniform(0, min(LONGEST, FIRST * 2**tries)))
