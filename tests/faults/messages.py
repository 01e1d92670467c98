"""Messages of the uploads queue, handed to their function by a test."""

import json
from typing import Any

from tests.harness import Inari


def event_of(*names: str) -> dict[str, Any]:
    """Return what the queue hands to the function when files have come into the bucket."""
    bodies = [json.dumps({"Records": [{"s3": {"object": {"key": name}}}]}) for name in names]
    messages = [{"messageId": str(n), "body": body, "eventSource": "aws:sqs"} for n, body in enumerate(bodies)]
    return {"Records": messages}


def on_upload(*names: str) -> list[Any]:
    """Have the function work off messages in this process; returns those that failed."""
    import app

    failed: list[Any] = app.on_upload(event_of(*names), None)["batchItemFailures"]
    return failed


def drop_messages(inari: Inari) -> None:
    """Let the bucket's own messages go."""
    inari.place.sqs.purge_queue(QueueUrl=inari.queue)
