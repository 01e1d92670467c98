"""The page of costs is what the measured figures give, and both count as AWS does."""

import json
from typing import Any

import pytest

from chalicelib import log
from infra import tables
from infra.costs import bill, gauge, page, units
from infra.costs.__main__ import MEASURED
from infra.costs.operations import OPERATIONS
from infra.costs.prices import IRELAND, VIRGINIA
from infra.costs.studios import DAY_OF, STUDIOS, month

SIZES = [0, 3, 900, 1024, 4000, 4096, 4097, 9000, 120_000]


def item(size: int, sort: str = "a") -> dict[str, Any]:
    """Return an item with a text of so many bytes, a number and a null."""
    return {
        "partition": {"S": "shots"}, "sort": {"S": sort}, "version": {"N": "120"}, "body": {"S": "é" * (size // 2)},
        "relations": {"NULL": True},
    }  # fmt: skip


@pytest.fixture
def records(place: tables.Place) -> tuple[Any, str]:
    """Return the client and the name of an empty table of records."""
    name = next(one for one in tables.create(place).tables if one.endswith("-records"))
    return place.dynamodb, name


def test_the_page_is_what_the_measured_figures_give():
    data = json.loads(MEASURED.read_text(encoding="utf-8"))

    assert page.PAGE.read_text(encoding="utf-8") == page.text(data), "run: make costs"


@pytest.mark.parametrize(
    ("value", "size"),
    [({"S": "shot"}, 4), ({"S": "é"}, 2), ({"N": "0"}, 1), ({"N": "7"}, 2), ({"N": "120"}, 2), ({"N": "12345"}, 4),
     ({"N": "-12"}, 3), ({"NULL": True}, 1)],
)  # fmt: skip
def test_an_attribute_has_the_bytes_of_its_name_and_its_value(value, size):
    assert units.item_bytes({"ab": value}) == 2 + size


def test_each_item_of_a_batch_is_rounded_up_alone_and_what_is_missing_takes_one():
    small, large = item(100), item(4100)

    assert units.batch_units([small, large], asked=5) == 1 + 2 + 3
    assert units.query_units([small, small, large]) == 2
    assert units.transaction_units([small, large]) == 2 * 1 + 2 * 5


@pytest.mark.parametrize("projected", [{}, {"ProjectionExpression": "#s", "FilterExpression": "#s = :a"}])
def test_a_query_takes_the_units_of_whole_items_however_little_is_asked_for(records, projected):
    dynamodb, name = records
    there = [item(size, str(number)) for number, size in enumerate(SIZES)]
    for one in there:
        dynamodb.put_item(TableName=name, Item=one)
    asked = {"TableName": name, "ConsistentRead": True, "KeyConditionExpression": "#p = :p", **projected}
    asked["ExpressionAttributeNames"] = {"#p": "partition"} | ({"#s": "sort"} if projected else {})
    asked["ExpressionAttributeValues"] = {":p": {"S": "shots"}} | ({":a": {"S": "3"}} if projected else {})

    assert gauge.range_units(dynamodb, "Query", asked) == units.query_units(there) == 36


@pytest.mark.parametrize("size", SIZES)
def test_a_transaction_takes_what_the_emulator_says(records, size):
    dynamodb, name = records
    written = [item(size, sort) for sort in "ab"]

    answer = dynamodb.transact_write_items(
        TransactItems=[{"Put": {"TableName": name, "Item": one}} for one in written], ReturnConsumedCapacity="TOTAL"
    )

    assert answer["ConsumedCapacity"][0]["CapacityUnits"] == units.transaction_units(written)


def test_calls_at_once_are_waited_for_once():
    at_once = [(0.0, 2.0, "Query"), (1.0, 3.0, "TransactWriteItems"), (2.5, 2.6, "BatchGetItem")]

    assert gauge.waited(at_once) == gauge.LATENCY["TransactWriteItems"]
    assert gauge.waited([*at_once, (3.0, 4.0, "s3")]) == gauge.LATENCY["TransactWriteItems"] + gauge.LATENCY["s3"]


def test_what_is_used_costs_its_price():
    use = bill.Use(requests=1e6, read_units=2e6, write_units=1e6, table_bytes=2**30, file_bytes=2**31)

    costs = bill.priced(use, VIRGINIA)

    assert costs["API Gateway"] == pytest.approx(3.50)
    assert costs["DynamoDB, reading"] == pytest.approx(0.25)
    assert costs["DynamoDB, writing"] == pytest.approx(0.625)
    assert costs["DynamoDB, storage and backup"] == pytest.approx(0.45)
    assert costs["S3, files kept"] == pytest.approx(0.046)


def test_a_job_costs_no_request_and_a_movie_leaves_the_bucket():
    used = {"cpu_ms": 100, "wait_ms": 50, "read_units": 1, "write_units": 0, "s3_writes": 0, "s3_reads": 0,
            "log_bytes": 200, "answer_bytes": 0}  # fmt: skip

    assert bill.of_operation("finish a movie", used, 10).requests == 0
    assert bill.of_operation("finish a movie", used, 10).queue_requests == 30
    assert bill.of_operation("movie, its address", used, 3).out_bytes == pytest.approx(10 * 2**20 + 3 * bill.HEADERS)
    assert bill.of_operation("a task", used, 3).out_bytes == 3 * bill.HEADERS


def test_nobody_is_let_off_more_than_the_bill():
    resources = {"alarms": 2, "secrets": 1}
    use = bill.Use(queue_requests=bill.POLLS, metrics=bill.IDLE_METRICS)

    left = sum(bill.whole(use, resources, IRELAND).values()) - bill.free(use, resources, IRELAND)

    assert left == pytest.approx(IRELAND.secret)


def test_the_metrics_of_a_line_are_those_that_are_paid():
    (told,) = json.loads(bytes(log._METRICS))

    assert len(told["Metrics"]) == bill.METRICS


def test_whatever_a_day_asks_for_is_measured():
    measured = json.loads(MEASURED.read_text(encoding="utf-8"))["sizes"]
    asked = {name for studio in STUDIOS for name in month(studio, 1)}

    assert {name for day in DAY_OF.values() for name in day} <= asked <= set(OPERATIONS)
    for size in measured.values():
        assert set(size["operations"]) == set(OPERATIONS)
