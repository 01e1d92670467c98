"""What a studio has entered outlives the emulator, however that ends."""

import contextlib
import json
import time
from pathlib import Path
from typing import Any

import pytest

from infra import tables
from infra.local.emulator import Failed
from infra.local.snapshots import Snapshots, Unreadable

OFTEN = 0.2  # seconds between two snapshots, so that the tests need not wait


def kept_in(folder: Path) -> Snapshots:
    return Snapshots(folder, encode=str, decode=lambda value: value)


def wait_for_snapshot(data: Path, text: bytes) -> None:
    """Return when there is a snapshot with the text in it."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with contextlib.suppress(FileNotFoundError):  # an old one goes just now
            if any(text in path.read_bytes() for path in data.glob("state/*.json")):
                return
        time.sleep(0.05)
    raise AssertionError("no such snapshot was written")


def fill(place: tables.Place, table: str, count: int) -> None:
    for first in range(0, count, 25):
        items = [{"source": {"S": "all"}, "target": {"S": f"{n:06}"}} for n in range(first, first + 25)]
        requests: Any = {table: [{"PutRequest": {"Item": item}} for item in items]}
        place.dynamodb.batch_write_item(RequestItems=requests)


def count_of(place: tables.Place, table: str) -> int:
    pages = place.dynamodb.get_paginator("scan").paginate(TableName=table, Select="COUNT")
    return sum(page["Count"] for page in pages)


def test_20000_items_objects_and_messages_survive_a_kill(start, tmp_path):
    running = start(tmp_path, pause=OFTEN)
    place = tables.place("inari-test", running.url)
    bucket = tables.create(place).bucket
    place.s3.put_object(Bucket=bucket, Key="uploads/shot.mov", Body=b"a movie", Metadata={"name": "shot"})
    fill(place, "inari-test-links", 20_000)
    place.dynamodb.put_item(TableName="inari-test-keys", Item={"name": {"S": "the last item"}})
    wait_for_snapshot(tmp_path, b"the last item")
    running.kill()

    again = start(tmp_path)
    place = tables.place("inari-test", again.url)
    assert tables.create(place).bucket == bucket
    assert count_of(place, "inari-test-links") == 20_000
    assert count_of(place, "inari-test-keys") == 1
    found = place.s3.get_object(Bucket=bucket, Key="uploads/shot.mov")
    assert (found["Body"].read(), found["Metadata"]) == (b"a movie", {"name": "shot"})
    url = place.sqs.get_queue_url(QueueName="inari-test-uploads")["QueueUrl"]
    messages = place.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    assert any("uploads/shot.mov" in message["Body"] for message in messages)


def test_what_was_written_just_before_a_stop_is_kept(start, tmp_path):
    running = start(tmp_path)
    place = tables.place("inari-test", running.url)
    tables.create(place)
    place.dynamodb.put_item(TableName="inari-test-keys", Item={"name": {"S": "last"}})
    running.stop()

    again = start(tmp_path)
    assert count_of(tables.place("inari-test", again.url), "inari-test-keys") == 1


def test_the_emulator_saves_and_ends_when_its_parent_is_gone(start, tmp_path):
    running = start(tmp_path)
    tables.create(tables.place("inari-test", running.url))
    assert running.process.stdin
    running.process.stdin.close()  # what the system does when a process dies

    assert running.process.wait(20) == 0
    assert len(list(tmp_path.glob("state/*.json"))) == 1


def test_nothing_is_written_while_nothing_changes(start, tmp_path):
    running = start(tmp_path, pause=OFTEN)
    place = tables.place("inari-test", running.url)
    tables.create(place)
    wait_for_snapshot(tmp_path, b"inari-test-files")
    time.sleep(1)
    before = sorted(tmp_path.glob("state/*.json"))

    url = place.sqs.get_queue_url(QueueName="inari-test-uploads")["QueueUrl"]
    place.sqs.receive_message(QueueUrl=url)
    place.dynamodb.scan(TableName="inari-test-keys")
    place.s3.list_objects_v2(Bucket=place.names().bucket)
    time.sleep(1)

    assert sorted(tmp_path.glob("state/*.json")) == before


def test_a_damaged_snapshot_gives_way_to_the_one_before_and_is_named(start, tmp_path):
    running = start(tmp_path)
    place = tables.place("inari-test", running.url)
    tables.create(place)
    running.stop()
    (first,) = tmp_path.glob("state/*.json")
    (tmp_path / "state" / "0000000009.json").write_bytes(first.read_bytes()[:-100])

    again = start(tmp_path)

    assert set(tables.place("inari-test", again.url).dynamodb.list_tables()["TableNames"]) == set(place.names().tables)
    assert [path.name for path in again.damaged()] == ["0000000009.unreadable"]


def test_the_emulator_does_not_begin_with_nothing_where_there_was_something(start, tmp_path):
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "0000000001.json").write_text("{")

    with pytest.raises(Failed, match="can't be read"):
        start(tmp_path)


def test_the_newest_two_snapshots_are_kept(tmp_path):
    snapshots = kept_in(tmp_path)

    for number in range(4):
        snapshots.write({"dynamodb": {"number": number}})

    assert sorted(path.name for path in tmp_path.iterdir()) == ["0000000003.json", "0000000004.json"]
    assert kept_in(tmp_path).read() == {"dynamodb": {"number": 3}}


def test_a_write_that_fails_leaves_the_snapshots_as_they_were(tmp_path):
    snapshots = Snapshots(tmp_path, encode=lambda value: 1 / 0, decode=lambda value: value)
    snapshots.write({"dynamodb": {}})

    with pytest.raises(ZeroDivisionError):
        snapshots.write({"dynamodb": object()})

    assert json.loads((tmp_path / "0000000001.json").read_bytes()) == {"dynamodb": {}}
    assert snapshots.read() == {"dynamodb": {}}


def test_an_empty_folder_is_a_beginning_and_damaged_ones_alone_are_none(tmp_path):
    assert kept_in(tmp_path / "new").read() == {}
    (tmp_path / "0000000001.json").write_text("")

    with pytest.raises(Unreadable, match="can't be read"):
        kept_in(tmp_path).read()
    with pytest.raises(Unreadable):
        kept_in(tmp_path).read()
