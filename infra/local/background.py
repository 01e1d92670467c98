"""Hands the messages of the emulated queues to the functions that Lambda runs on AWS, as Lambda does."""

import contextlib
import functools
import logging
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from infra.local.gate import Gate
from infra.tables import Place

THREADS = 2  # as many as the smallest machine has cores: the work is pictures and movies
# The emulator looks for messages each 100 ms while a question waits. Asking again and again is quicker after an upload,
# whose picture somebody waits for, and as cheap while nothing happens.
IDLE_SECONDS = 0.25
ALERT_SECONDS = 0.01
ALERT_FOR = 1.0  # seconds after an upload
FAILED_SECONDS = 5  # until a message that failed comes again; on AWS half an hour, here somebody is watching
STOP_SECONDS = 20.0  # for the messages in work when told to stop

Message = dict[str, Any]
Function = Callable[[dict[str, Any], Any], Any]

log = logging.getLogger(__name__)


class Background:
    """Threads that take messages of one queue for one function, from `start` until `stop`."""

    def __init__(self, at: Place, queue: str, function: Function, gate: Gate) -> None:
        self.at, self.queue, self.function, self.gate = at, queue, function, gate
        self.stopping, self.alerted = threading.Event(), threading.Event()
        self.alert_until = 0.0
        self.threads = [threading.Thread(target=self._work, name=f"{queue} {n}", daemon=True) for n in range(THREADS)]

    def start(self) -> None:
        """Begin to take messages."""
        for thread in self.threads:
            thread.start()

    def alert(self) -> None:
        """Look closely for a while: a message is about to come."""
        self.alert_until = time.monotonic() + ALERT_FOR
        self.alerted.set()

    def stop(self) -> None:
        """Take no more messages, and return when those in work are finished, or after a while without them."""
        self.stopping.set()
        self.alerted.set()
        for thread in self.threads:
            thread.join(STOP_SECONDS / len(self.threads))

    def _work(self) -> None:
        while not self.stopping.is_set():
            closings, messages = self.gate.closings, self._received()
            for message in messages:
                with self.gate.inside() as closings_now:
                    if closings_now == closings:
                        self._handle(message)
                    else:  # all may have been emptied since: what is still there comes at once, and is of the new time
                        self._show_again(message, seconds=0)
            if not messages:
                self._wait()

    def _wait(self) -> None:
        if time.monotonic() < self.alert_until:
            self.stopping.wait(ALERT_SECONDS)
        else:
            self.alerted.clear()
            self.alerted.wait(IDLE_SECONDS)

    def _received(self) -> list[Message]:
        try:
            found = self.at.sqs.receive_message(
                QueueUrl=self._url,
                AttributeNames=["All"],
                MessageAttributeNames=["All"],
            )
        except (BotoCoreError, ClientError):  # between two tests the queue is made again
            return []
        messages: list[Message] = found.get("Messages", [])
        return messages

    def _handle(self, message: Message) -> None:
        with self._removed_or_left(message) as failures:
            answer = self.function({"Records": [self._record(message)]}, None)
            if isinstance(answer, dict):
                failures += answer.get("batchItemFailures", [])

    @contextlib.contextmanager
    def _removed_or_left(self, message: Message) -> Iterator[list[Any]]:
        """Remove the message when its work is done; else it comes again, and at last goes to the dead letters."""
        failures: list[Any] = []
        try:
            yield failures
        except Exception as error:  # whatever it is, the next message must be handled
            log.exception("A message of %s failed", self.queue)
            failures.append(error)
        if failures:
            self._show_again(message, FAILED_SECONDS)
            return
        try:
            self.at.sqs.delete_message(QueueUrl=self._url, ReceiptHandle=message["ReceiptHandle"])
        except (BotoCoreError, ClientError):
            log.exception("A message of %s could not be removed; it comes again", self.queue)

    def _show_again(self, message: Message, seconds: int) -> None:
        handle = {"QueueUrl": self._url, "ReceiptHandle": message["ReceiptHandle"]}
        with contextlib.suppress(BotoCoreError, ClientError):  # it comes again then, only later; or it is gone
            self.at.sqs.change_message_visibility(**handle, VisibilityTimeout=seconds)

    def _record(self, message: Message) -> dict[str, Any]:
        """Return the message as Lambda shows it to a function."""
        arn = f"arn:aws:sqs:{self.at.region}:{self.at.account}:{self.queue}"
        return {
            "messageId": message["MessageId"],
            "receiptHandle": message["ReceiptHandle"],
            "body": message["Body"],
            "attributes": message.get("Attributes", {}),
            "messageAttributes": message.get("MessageAttributes", {}),
            "md5OfBody": message["MD5OfBody"],
            "eventSource": "aws:sqs",
            "eventSourceARN": arn,
            "awsRegion": self.at.region,
        }

    @functools.cached_property
    def _url(self) -> str:
        url: str = self.at.sqs.get_queue_url(QueueName=self.queue)["QueueUrl"]
        return url
