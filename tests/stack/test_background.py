"""What nobody waits for: exports at night, mails, and messages that fail, which are kept until somebody has looked."""

import datetime as dt
import hashlib
import json
import uuid

import pytest
import requests

from chalicelib.store.calls import due
from tests.stack.place import SECONDS, Place, eventually
from tests.stack.test_files import made, picture, seen, send  # noqa: F401 - a fixture

TIMETABLE = {"nightly-export": "cron(0 2 * * ? *)", "send-mails": "rate(15 minutes)"}
COUNTS = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")


def call(place: Place, logical_id: str) -> None:
    """Run a scheduled function now."""
    answer = place.aws("lambda").invoke(
        FunctionName=place.resource(logical_id), Payload=json.dumps(due(dt.datetime.now(dt.UTC)))
    )
    assert "FunctionError" not in answer, answer["Payload"].read()


def test_the_nightly_export_holds_the_sheets_of_the_production(place, world):
    s3, bucket = place.aws("s3"), place.resource("ExportsBucket")
    if not place.local:
        call(place, "NightlyExport")

    def exported():
        """Return this production's part of the newest manifest, None while no run has seen all of it."""
        day = f"exports/{dt.datetime.now(dt.UTC):%Y-%m-%d}/manifest.json"
        if "Contents" not in s3.list_objects_v2(Bucket=bucket, Prefix=day):
            return None
        manifest = json.loads(s3.get_object(Bucket=bucket, Key=day)["Body"].read())
        assert manifest["failed"] == []
        found = [one for one in manifest["productions"] if one["id"] == world.project["id"]]
        return found[0] if found and [file["rows"] for file in found[0]["files"]] == [1, 1] else None

    production = eventually(exported)

    assert production["name"] == world.project["name"]
    for file, kind in zip(production["files"], ("shots", "assets"), strict=True):
        content = s3.get_object(Bucket=bucket, Key=file["name"])["Body"].read()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"])
        assert content.decode().split("\r\n")[:-1] == world.sheet(kind)
        assert file["name"].endswith(f"-{world.project['id']}/{kind}.csv")


def test_the_timetable_calls_the_scheduled_functions(place):
    if place.local:
        pytest.skip("the local server has a timetable of its own: tests/infra/test_timetable.py")
    events = place.aws("events")
    found = {}
    for rule in events.list_rules()["Rules"]:
        for target in events.list_targets_by_rule(Rule=rule["Name"])["Targets"]:
            function = target["Arn"].split(":function:")[-1]
            found[function] = (rule["ScheduleExpression"], rule["State"])

    assert {name: found.get(f"{place.stack}-{name}") for name in TIMETABLE} == {
        name: (expression, "ENABLED") for name, expression in TIMETABLE.items()
    }


def mails(place: Place) -> str:
    """Return what the place has sent so far; the local server shows it, the emulator keeps it."""
    if place.server is not None:
        return place.server.said()
    place.aws("cloudformation")
    if not place.told().get("MailSender"):
        pytest.skip("the stack has no sender of mails: deploy it with PARAMETERS=MailSender=you@example.com")
    if not place.endpoint:
        pytest.skip("what a real stack sends can't be read here")
    return requests.get(f"{place.endpoint}/_ministack/ses/messages", timeout=SECONDS).text


def test_a_mail_is_sent_right_after_the_request_that_wants_it(place, admin):
    assert mails(place) is not None
    email = f"{uuid.uuid4().hex}@example.com"
    person = admin.make("/data/persons", first_name="Ida", last_name="Solberg", email=email)

    answer = requests.post(f"{place.url}/auth/reset-password", json={"email": email}, timeout=SECONDS)

    assert answer.status_code == 200, answer.text
    assert eventually(lambda: email in mails(place))
    assert admin.send("DELETE", f"/data/persons/{person['id']}").status_code == 204


def waiting(place: Place, logical_id: str) -> int:
    """Return how many messages a queue holds, those in work too."""
    found = place.aws("sqs").get_queue_attributes(QueueUrl=place.queue(logical_id), AttributeNames=list(COUNTS))
    return sum(int(found["Attributes"][name]) for name in COUNTS)


@pytest.fixture
def impatient(place):
    """Have a failed message come again at once; on AWS it takes half an hour, and nobody changes a studio's queue."""
    sqs, queue = place.aws("sqs"), place.queue("UploadsQueue")
    if not place.endpoint:
        pytest.skip("on AWS a message that fails comes again after half an hour")
    before = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["VisibilityTimeout"])["Attributes"]
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"VisibilityTimeout": "2"})
    yield
    sqs.set_queue_attributes(QueueUrl=queue, Attributes=before)


def notice(name: str) -> str:
    return json.dumps({"Records": [{"s3": {"object": {"key": name}}}]})


def test_a_poisoned_message_ends_in_the_dead_letters_and_holds_up_no_other(place, world, impatient, picture):  # noqa: F811
    sqs, dead = place.aws("sqs"), place.queue("UploadsDeadQueue")
    poison = notice(f"previews/{uuid.uuid4()}")  # a name that no file of ours has: the function can't tell its parts
    sqs.send_message(QueueUrl=place.queue("UploadsQueue"), MessageBody=poison)
    preview_id = world.announce("After the poison.")
    send(world, preview_id, picture)

    eventually(lambda: seen(world, "thumbnails", preview_id))
    (found,) = eventually(lambda: sqs.receive_message(QueueUrl=dead, WaitTimeSeconds=1).get("Messages"))

    assert found["Body"] == poison
    sqs.delete_message(QueueUrl=dead, ReceiptHandle=found["ReceiptHandle"])


def test_what_is_moved_back_from_the_dead_letters_is_done(place, world, picture):  # noqa: F811
    sqs, dead = place.aws("sqs"), place.queue("UploadsDeadQueue")
    preview_id = world.announce("Its thumbnail got lost.")
    send(world, preview_id, picture)
    eventually(lambda: made(place, preview_id, "previews"))  # the last one
    bucket = place.resource("FilesBucket")
    folder = f"previews/{preview_id}/"
    place.aws("s3").delete_object(Bucket=bucket, Key=place.named(folder, "/thumbnails.png"))
    assert not made(place, preview_id, "thumbnails")
    sqs.send_message(QueueUrl=dead, MessageBody=notice(str(place.named(folder, "/original.png"))))

    redrive(place)

    assert eventually(lambda: made(place, preview_id, "thumbnails"))
    assert waiting(place, "UploadsDeadQueue") == 0


def redrive(place: Place) -> None:
    """Move the dead letters back, as the console's "Start DLQ redrive" does; an emulator's one by one."""
    sqs, dead = place.aws("sqs"), place.queue("UploadsDeadQueue")
    if not place.endpoint:
        arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        sqs.start_message_move_task(SourceArn=arn)
        return
    for message in sqs.receive_message(QueueUrl=dead, MaxNumberOfMessages=10)["Messages"]:
        sqs.send_message(QueueUrl=place.queue("UploadsQueue"), MessageBody=message["Body"])
        sqs.delete_message(QueueUrl=dead, ReceiptHandle=message["ReceiptHandle"])
