"""Throttles the shared client as DynamoDB does: some of its calls get the answers of a table that takes no more.

It happens where botocore would send a call, so all above is the real thing: its own retries, PynamoDB, the store.
"""

import contextlib
import io
import json
import random
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any

from botocore.awsrequest import AWSResponse

from chalicelib.store.tables import client

CODES = ("ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded")
REASONS = ("ThrottlingError", "ProvisionedThroughputExceeded")
CONFLICT = ("TransactionConflict",)


class _Body(io.BytesIO):
    """The bytes of an answer, as urllib3 gives them."""

    def stream(self, **_: Any) -> Iterator[bytes]:
        while block := self.read(65536):
            yield block


class Throttle:
    """A share of the calls, chosen by a generator of its own; `done` counts what was done to them."""

    def __init__(self, share: float, seed: int = 1, reasons: tuple[str, ...] = REASONS) -> None:
        self.share, self.reasons = share, reasons
        self.random, self.lock = random.Random(seed), threading.Lock()
        self.done: Counter[str] = Counter()

    def hits(self) -> bool:
        """Return whether this call is one of them."""
        with self.lock:
            self.done["calls"] += 1
            return self.random.random() < self.share

    def chosen(self, options: tuple[str, ...]) -> str:
        with self.lock:
            found = self.random.choice(options)
            self.done[found] += 1
            return found

    def answer(self, event_name: str, request: Any, **_: Any) -> AWSResponse | None:
        """Answer in DynamoDB's place; None lets the call pass."""
        if not self.hits():
            return None
        operation, asked = event_name.rpartition(".")[2], json.loads(request.body)
        if operation == "BatchGetItem" and self.chosen(("UnprocessedKeys", "refused")) == "UnprocessedKeys":
            return response(request, 200, {"Responses": {}, "UnprocessedKeys": asked["RequestItems"]})
        if operation == "TransactWriteItems" and self.chosen(("cancelled", "refused")) == "cancelled":
            return response(request, 400, self._cancelled(len(asked["TransactItems"])))
        return response(request, 400, {"__type": self.chosen(CODES), "message": "throttled by a test"})

    def _cancelled(self, operations: int) -> dict[str, Any]:
        reasons = [{"Code": "None"} for _ in range(operations)]
        reasons[self.random.randrange(operations)] = {
            "Code": self.chosen(self.reasons),
            "Message": "throttled by a test",
        }
        said = f"Transaction cancelled, please refer cancellation reasons for specific reasons {reasons}"
        return {"__type": "TransactionCanceledException", "message": said, "CancellationReasons": reasons}


def response(request: Any, status: int, body: dict[str, Any]) -> AWSResponse:
    headers = {"Content-Type": "application/x-amz-json-1.0", "x-amzn-RequestId": "a-test"}
    return AWSResponse(request.url, status, headers, _Body(json.dumps(body).encode()))


@contextlib.contextmanager
def throttled(share: float, seed: int = 1, reasons: tuple[str, ...] = REASONS) -> Iterator[Throttle]:
    """Throttle a share of the calls inside."""
    throttle = Throttle(share, seed, reasons)
    events = client().meta.events
    events.register("before-send.dynamodb", throttle.answer, unique_id="throttle")
    try:
        yield throttle
    finally:
        events.unregister("before-send.dynamodb", unique_id="throttle")
