"""Tables that take no more: with one call of ten refused nobody notices, beyond that nobody is told anything untrue."""

import time

import pytest
from pynamodb.exceptions import TransactWriteError

from chalicelib.changes import Changes
from chalicelib.errors import Busy
from chalicelib.store import busy, reading, work
from chalicelib.store.tables import KeyItem
from tests.faults.day import Day, shape
from tests.faults.kept import added, counted
from tests.faults.throttle import CONFLICT, REASONS, Throttle, response, throttled

TRIES = 50  # of one request, where nearly everything is refused


@pytest.fixture(scope="module")
def usual(inari):
    """Return what a day's work leaves where nothing is throttled."""
    from tests.studio import Studio

    inari.empty()
    shown = Day(Studio(inari)).work()
    return counted(inari), shape(shown)


def assert_same(usual, counts, shown):
    """Hold that nothing is missing and nothing there twice."""
    assert {what: grown for what, grown in added(usual[0], counts).items() if grown} == {}
    assert shown == usual[1]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_with_one_call_of_ten_throttled_nothing_is_lost_doubled_or_refused(inari, usual, studio, seed):
    day = Day(studio)

    with throttled(0.1, seed, REASONS + CONFLICT) as throttle:
        shown = day.work()

    assert set(day.answers) == {200, 201}
    assert_same(usual, counted(inari), shape(shown))
    assert 0.05 < 1 - (throttle.done["calls"] - _hit(throttle)) / throttle.done["calls"] < 0.2


def _hit(throttle: Throttle) -> int:
    return throttle.done["UnprocessedKeys"] + throttle.done["cancelled"] + throttle.done["refused"]


@pytest.mark.parametrize("share", [0.5, 0.7])
def test_where_more_is_throttled_the_answer_is_503_and_what_is_sent_again_is_done_once(
    inari, usual, studio, share, monkeypatch
):
    monkeypatch.setattr(work, "PATIENCE", 0.1)
    monkeypatch.setattr(time, "sleep", lambda seconds, sleep=time.sleep: sleep(seconds / 100))
    day = Day(studio, TRIES)

    with throttled(share, seed=4):
        shown = day.work()

    assert set(day.answers) <= {200, 201, 503}
    assert share == 0.5 or 503 in day.answers
    assert_same(usual, counted(inari), shape(shown))


@pytest.mark.parametrize(("method", "path"), [("GET", "/data/departments"), ("POST", "/data/departments")])
def test_where_everything_is_throttled_the_answer_says_when_to_come_back(studio, method, path, monkeypatch):
    monkeypatch.setattr(work, "PATIENCE", 0.2)
    body = {"name": "Light", "color": "#112233"} if method == "POST" else None

    with throttled(1.0):
        begun = time.monotonic()
        reply = studio.admin.send(method, path, body)

    assert reply.status == 503
    assert reply.headers["Retry-After"] == "2"
    assert reply.body == {"error": True, "message": reply.body["message"]}
    assert time.monotonic() - begun < 8
    assert studio.admin.get("/data/departments").body == []


def test_a_request_whose_commit_is_throttled_for_ever_is_busy_not_outrun(studio, monkeypatch):
    monkeypatch.setattr(work, "PATIENCE", 0.2)

    def refused(event_name, **more):
        return Throttle(1.0).answer(event_name, **more) if event_name.endswith("TransactWriteItems") else None

    from chalicelib.store.tables import client

    client().meta.events.register("before-send.dynamodb", refused, unique_id="commits")
    try:
        reply = studio.admin.post("/data/departments", {"name": "Light", "color": "#112233"})
    finally:
        client().meta.events.unregister("before-send.dynamodb", unique_id="commits")

    assert (reply.status, reply.headers["Retry-After"]) == (503, "2")


def test_keys_that_are_left_over_are_asked_for_again_with_growing_pauses_and_not_for_ever(studio, monkeypatch):
    pauses: list[float] = []
    monkeypatch.setattr(busy.time, "sleep", pauses.append)
    monkeypatch.setattr(busy.random, "uniform", lambda _low, high: high)

    class LeavesAll(Throttle):
        def chosen(self, options: tuple[str, ...]) -> str:
            return options[0]

    with throttled(1.0) as throttle:
        throttle.__class__ = LeavesAll
        with pytest.raises(Busy):
            reading.batch_get({KeyItem: ["email#nobody"]})

    assert pauses == [0.05, 0.1, 0.2, 0.4, 0.8, 1.0, 1.0, 1.0]


def test_keys_that_are_left_over_once_are_found(studio):
    people = [studio.person() for _ in range(3)]
    wanted = [reading.Key("person", person["id"]) for person in people]

    with throttled(0.5, seed=2) as throttle:
        found = [sorted(reading.records(wanted)) for _ in range(20)]

    assert throttle.done["UnprocessedKeys"] > 3
    assert found == [sorted(wanted)] * 20


def test_a_commit_that_is_still_at_work_is_not_made_anew(studio):
    """A second one would do it twice: its answer was lost, not its writes."""
    from chalicelib.store.tables import client

    def in_progress(request, **_):
        said = {"__type": "TransactionInProgressException", "message": "still at work"}
        return response(request, 400, said)

    runs = []

    def add(changes: Changes) -> None:
        runs.append(changes)
        changes.tell("studio:update")

    client().meta.events.register("before-send.dynamodb.TransactWriteItems", in_progress, unique_id="in-progress")
    try:
        with pytest.raises(TransactWriteError) as caught:
            work.run(add)
    finally:
        client().meta.events.unregister("before-send.dynamodb.TransactWriteItems", unique_id="in-progress")

    assert len(runs) == 1
    assert busy.is_busy(caught.value)


def test_a_commit_whose_answer_was_lost_is_done_once(inari, studio):
    """The connection breaks after DynamoDB has done it: botocore sends the same commit again, with the same token."""
    from botocore.exceptions import ConnectionClosedError

    from chalicelib.store.tables import client

    lost: list[int] = []

    def lose(request, **_):
        if not lost:
            lost.append(client()._endpoint.http_session.send(request).status_code)
            raise ConnectionClosedError(endpoint_url="the table")

    before = counted(inari)
    client().meta.events.register("before-send.dynamodb.TransactWriteItems", lose, unique_id="lose")
    try:
        studio.department(name="Light")
    finally:
        client().meta.events.unregister("before-send.dynamodb.TransactWriteItems", unique_id="lose")

    assert lost == [200]
    after = counted(inari)
    assert after["records"]["department"] - before["records"]["department"] == 1
    assert after["events"]["department:new"] - before["events"]["department:new"] == 1
