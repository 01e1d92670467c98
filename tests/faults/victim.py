"""The uploads function in a process of its own that is killed in its work: python -m tests.faults.victim EVENT N.

It ends by SIGKILL, as a Lambda function does that runs out of memory or time, before its Nth call of DynamoDB or S3; a
function that needs fewer calls ends by itself. N = 0 kills nothing.
"""

import itertools
import json
import os
import signal
import sys
from typing import Any


def main(event: dict[str, Any], last: int) -> None:
    """Work off an event until its time has come."""
    import app
    from chalicelib.store.tables import client

    calls = itertools.count(1)

    def called(**_: Any) -> None:
        if next(calls) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    for service in ("dynamodb", "s3"):
        client(service).meta.events.register_first(f"before-send.{service}", called)
    answer = app.on_upload(event, None)
    assert answer == {"batchItemFailures": []}, answer


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), int(sys.argv[2]))
