"""A stack goes back to a moment: what was changed, added and removed since, but not what must never go back."""

import datetime as dt
import time
from typing import Any

import pytest

from infra import restore, tables

MOMENT = dt.datetime(2026, 11, 24, 10, 30, tzinfo=dt.UTC)


class Stack:
    """The tables and the bucket of a stack, with a few items."""

    def __init__(self, place: tables.Place) -> None:
        self.place, self.names = place, tables.create(place)
        self.dynamodb = place.dynamodb

    def put(self, table: str, **item: Any) -> None:
        values = {name: {"N": str(value)} if isinstance(value, int) else {"S": value} for name, value in item.items()}
        self.dynamodb.put_item(TableName=f"{self.place.stack}-{table}", Item=values)

    def delete(self, table: str, **key: str) -> None:
        values = {name: {"S": value} for name, value in key.items()}
        self.dynamodb.delete_item(TableName=f"{self.place.stack}-{table}", Key=values)

    def items(self, table: str) -> list[dict[str, Any]]:
        found = self.dynamodb.scan(TableName=f"{self.place.stack}-{table}")["Items"]
        plain = [{name: next(iter(value.values())) for name, value in item.items()} for item in found]
        return sorted(plain, key=lambda item: list(item.values())[:2])

    def go_back(self) -> None:
        restore.apply(self.dynamodb, self.place.s3, self.place.stack, MOMENT, self.names.bucket)


@pytest.fixture
def stack(place: tables.Place) -> Stack:
    return Stack(place)


def test_what_changed_since_is_as_it_was(stack):
    for number in range(130):
        stack.put("records", partition="shots", sort=f"{number:03}", body="as it was")
    before = stack.items("records")
    restore.copy(stack.dynamodb, stack.place.stack, MOMENT)
    stack.put("records", partition="shots", sort="001", body="spoilt")
    stack.put("records", partition="shots", sort="new", body="not there yet")
    for number in range(40, 90):
        stack.delete("records", partition="shots", sort=f"{number:03}")

    stack.go_back()

    assert stack.items("records") == before


def test_going_back_twice_changes_nothing_more(stack):
    stack.put("keys", name="shot#1", partition="shots", sort="001")
    stack.put("links", source="assigned#p", target="t", facts="{}")
    restore.copy(stack.dynamodb, stack.place.stack, MOMENT)
    stack.delete("keys", name="shot#1")
    stack.put("links", source="assigned#p", target="other", facts="{}")

    for _ in range(2):
        restore.copy(stack.dynamodb, stack.place.stack, MOMENT)
        stack.go_back()

        assert stack.items("keys") == [{"name": "shot#1", "partition": "shots", "sort": "001"}]
        assert stack.items("links") == [{"source": "assigned#p", "target": "t", "facts": "{}"}]


def test_stamps_count_on_because_browsers_remember_them_and_tallies_go_back(stack):
    stack.put("stamps", scope="production", shard="0", changes=7)
    stack.put("stamps", scope="production", shard="news#0", changes=3)
    restore.copy(stack.dynamodb, stack.place.stack, MOMENT)
    stack.put("stamps", scope="production", shard="0", changes=9)
    stack.put("stamps", scope="production", shard="1", changes=2)
    stack.put("stamps", scope="production", shard="news#0", changes=4)

    stack.go_back()

    assert [(item["shard"], item["changes"]) for item in stack.items("stamps")] == [
        ("0", "10"), ("1", "2"), ("news#0", "3"),
    ]  # fmt: skip


def test_the_log_stays_and_a_revoked_token_stays_revoked(stack):
    restore.copy(stack.dynamodb, stack.place.stack, MOMENT)
    stack.put("events", month="2026-11", moment="a", events="[]")
    stack.put("sessions", name="revoked#a", expires=1)

    stack.go_back()

    assert len(stack.items("events")) == len(stack.items("sessions")) == 1


def test_files_that_were_deleted_since_are_back_and_others_are_not(stack):
    s3, bucket = stack.place.s3, stack.names.bucket
    for name in ("deleted", "deleted before", "kept"):
        s3.put_object(Bucket=bucket, Key=name, Body=name.encode())
    s3.delete_object(Bucket=bucket, Key="deleted before")
    time.sleep(1.1)  # S3 tells times by the second
    moment = dt.datetime.now(dt.UTC)
    time.sleep(1.1)
    s3.put_object(Bucket=bucket, Key="came and went", Body=b"new")
    for name in ("deleted", "deleted", "came and went"):  # a file that is gone can be deleted again
        s3.delete_object(Bucket=bucket, Key=name)

    assert [restore.undelete(s3, bucket, moment) for _ in range(2)] == [1, 0]
    assert {entry["Key"] for entry in s3.list_objects_v2(Bucket=bucket)["Contents"]} == {"deleted", "kept"}


@pytest.mark.parametrize("text", ["tomorrow", "2026-11-24T10:30:00", ""])
def test_a_moment_has_a_time_zone(text):
    with pytest.raises(restore.Refused):
        restore.moment_of(text)


def test_a_moment_is_told_in_any_time_zone():
    assert restore.moment_of("2026-11-24T11:30:00+01:00") == restore.moment_of("2026-11-24T10:30:00Z") == MOMENT


def test_without_all_copies_nothing_is_written(stack):
    stack.put("records", partition="shots", sort="001", body="now")
    restore.copy(stack.dynamodb, stack.place.stack, MOMENT)
    stack.put("records", partition="shots", sort="001", body="later")
    stack.dynamodb.delete_table(TableName=f"{stack.place.stack}-stamps-at-20261124T103000")

    with pytest.raises(restore.Refused, match="stamps-at-20261124T103000"):
        stack.go_back()

    assert [item["body"] for item in stack.items("records")] == ["later"]


def test_a_stack_that_is_not_there_gets_no_copies(stack):
    with pytest.raises(restore.Refused, match="elsewhere-records"):
        restore.copy(stack.dynamodb, "elsewhere", MOMENT)

    assert not [name for name in stack.dynamodb.list_tables()["TableNames"] if "-at-" in name]
