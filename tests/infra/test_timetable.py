"""Scheduled functions run again and again, whatever happens to one of them, and never while everything is emptied."""

import threading
import time

import pytest

from chalicelib.auth.mails.records import Mail
from infra.local.gate import Gate
from infra.local.settings import Wrong, chosen
from infra.local.timetable import Timetable, shown

EVERY = 0.01


@pytest.fixture
def run():
    """Return a function that starts a timetable of one function, which is stopped after the test."""
    running = []

    def start(function, gate=None):
        running.append(Timetable({"chore": function}, {"chore": EVERY}, gate or Gate()))
        running[-1].start()
        return running[-1]

    yield start
    for one in running:
        one.stop()


def wait_until(condition):
    deadline = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_a_function_that_fails_is_called_again(run, caplog):
    calls = []

    def chore():
        calls.append(1)
        raise OSError("the disk is busy")

    run(chore)

    wait_until(lambda: len(calls) > 2)
    assert "chore failed" in caplog.text


def test_nothing_runs_while_everything_is_emptied(run):
    gate, calls = Gate(), []
    run(lambda: calls.append(1), gate)
    wait_until(lambda: calls)

    with gate.alone(10) as left:
        before = len(calls)
        time.sleep(10 * EVERY)
        assert (left, len(calls)) == (True, before)
    wait_until(lambda: len(calls) > before)


def test_a_stop_waits_for_what_runs(run):
    inside, go_on, done = threading.Event(), threading.Event(), []

    def chore():
        inside.set()
        go_on.wait(10)
        done.append(1)

    running = run(chore)
    assert inside.wait(10)
    threading.Timer(0.05, go_on.set).start()
    running.stop()

    assert done == [1]


def test_a_mail_is_shown_to_whoever_watches(capsys):
    shown(Mail(to="ida@example.com", subject="Your code", text="123456"))

    assert "ida@example.com" in (said := capsys.readouterr().out)
    assert "123456" in said


@pytest.mark.parametrize("seconds", ["0", "often", "-1", "1.5"])
def test_what_is_no_number_of_seconds_is_refused(seconds):
    with pytest.raises(Wrong, match="EXPORTS_EVERY"):
        chosen({"EXPORTS_EVERY": seconds})
