"""A message is handled until it succeeds or until it has failed so often that a person must look."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from infra import tables
from infra.local import background
from infra.local.background import Background
from infra.local.gate import Gate

QUEUE = "inari-test-uploads"
DEAD = "inari-test-uploads-dead"


@pytest.fixture(autouse=True)
def _soon_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "FAILED_SECONDS", 0)


@pytest.fixture
def work(place) -> Iterator[Callable[..., Background]]:
    """Return a function that has another one handle the queue's messages until the test ends."""
    tables.create(place)
    place.sqs.purge_queue(QueueUrl=url(place, QUEUE))  # S3's test messages
    running: list[Background] = []

    def start(function, gate=None):
        running.append(Background(place, QUEUE, function, gate or Gate()))
        running[-1].start()
        return running[-1]

    yield start
    for one in running:
        one.stop()


def url(place, queue):
    return place.sqs.get_queue_url(QueueName=queue)["QueueUrl"]


def waiting(place, queue):
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    attributes = place.sqs.get_queue_attributes(QueueUrl=url(place, queue), AttributeNames=names)["Attributes"]
    return sum(int(attributes[name]) for name in names)


def wait_until(condition):
    deadline = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_function_gets_the_message_as_lambda_shows_it_and_it_is_gone_afterwards(place, work):
    events = []
    work(lambda event, context: events.append(event))

    sent = place.sqs.send_message(QueueUrl=url(place, QUEUE), MessageBody="a file")

    wait_until(lambda: events and waiting(place, QUEUE) == 0)
    ((record,),) = [event["Records"] for event in events]
    assert record["messageId"] == sent["MessageId"]
    assert record["body"] == "a file"
    assert record["eventSource"] == "aws:sqs"
    assert record["eventSourceARN"] == f"arn:aws:sqs:eu-west-1:{place.account}:{QUEUE}"
    assert record["attributes"]["ApproximateReceiveCount"] == "1"
    assert waiting(place, DEAD) == 0


def test_a_message_that_fails_once_succeeds_the_second_time(place, work, caplog):
    tries = []

    def function(event, _context):
        tries.append(event["Records"][0]["attributes"]["ApproximateReceiveCount"])
        if len(tries) == 1:
            raise OSError("the disk is busy")

    work(function)
    place.sqs.send_message(QueueUrl=url(place, QUEUE), MessageBody="a file")

    wait_until(lambda: len(tries) == 2 and waiting(place, QUEUE) == 0)
    assert tries == ["1", "2"]
    assert "the disk is busy" in caplog.text
    assert waiting(place, DEAD) == 0


@pytest.mark.parametrize("how", ["raises", "reports"])
def test_a_message_that_fails_three_times_goes_to_the_dead_letters_and_the_next_is_handled(place, work, how):
    handled, tries = [], []

    def function(event, _context):
        (record,) = event["Records"]
        if record["body"] == "good":
            return handled.append(record["body"])
        tries.append(record["messageId"])
        if how == "raises":
            raise ValueError("no picture")
        return {"batchItemFailures": [{"itemIdentifier": record["messageId"]}]}

    work(function)
    place.sqs.send_message(QueueUrl=url(place, QUEUE), MessageBody="bad")
    place.sqs.send_message(QueueUrl=url(place, QUEUE), MessageBody="good")

    wait_until(lambda: waiting(place, DEAD) == 1 and waiting(place, QUEUE) == 0)
    assert len(tries) == 3
    assert handled == ["good"]
    (dead,) = place.sqs.receive_message(QueueUrl=url(place, DEAD))["Messages"]
    assert dead["Body"] == "bad"


def test_an_upload_reaches_the_function(place, work):
    bodies = []
    work(lambda event, context: bodies.append(event["Records"][0]["body"]))

    place.s3.put_object(Bucket=place.names().bucket, Key="uploads/shot.mov", Body=b"x")

    wait_until(lambda: bodies)
    assert "uploads/shot.mov" in bodies[0]


def test_a_stop_waits_for_the_message_in_work(place, work):
    inside, go_on, done = threading.Event(), threading.Event(), []

    def function(_event, _context):
        inside.set()
        go_on.wait(10)
        done.append(True)

    running = work(function)
    place.sqs.send_message(QueueUrl=url(place, QUEUE), MessageBody="a file")
    assert inside.wait(10)
    threading.Timer(0.2, go_on.set).start()
    running.stop()

    assert done == [True]
    assert waiting(place, QUEUE) == 0


def test_what_was_received_before_everything_was_emptied_is_not_handled_after(place, work):
    gate, handled = Gate(), []
    queue = url(place, QUEUE)
    with gate.inside():  # a request is under way, so the gate cannot close yet
        emptied = threading.Thread(target=empty, args=(place, gate))
        emptied.start()
        wait_until(lambda: gate.closings == 1)
        place.sqs.send_message(QueueUrl=queue, MessageBody="before")
        gate.closings = 0  # as the thread saw it that received the message just before the gate closed
        work(lambda event, context: handled.append(event["Records"][0]["body"]), gate)
        wait_until(lambda: received(place))
        gate.closings = 1
    emptied.join()

    place.sqs.send_message(QueueUrl=queue, MessageBody="after")

    wait_until(lambda: "after" in handled)
    assert "before" not in handled


def empty(place, gate):
    with gate.alone(10):
        tables.empty(place)


def received(place):
    names = ["ApproximateNumberOfMessagesNotVisible"]
    found = place.sqs.get_queue_attributes(QueueUrl=url(place, QUEUE), AttributeNames=names)
    return found["Attributes"][names[0]] != "0"
