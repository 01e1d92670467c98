"""A mail is sent for what has happened, and for nothing else; once, and not never."""

import datetime as dt
import itertools
import json
import logging
import threading

import pytest
from msgspec.structs import replace

from chalicelib import settings as chosen
from chalicelib.auth.mails import jobs
from chalicelib.auth.mails.jobs import FIRST_PAUSE, KEPT_FOR, LONGEST_PAUSE, Unsent, send_by_ses, send_waiting
from chalicelib.auth.mails.records import Mail, mails
from chalicelib.changes import Changes
from chalicelib.store import calls, commit, work
from chalicelib.store.tables import client
from infra import template

QUARTER = 15  # minutes between two sweeps, and of a period of the alarm


def noted(studio, *people):
    for person in people:
        studio.nobody.post("/auth/reset-password", {"email": person["email"]})


def later(time):
    """Have a pause pass for all mails that wait."""

    def moved(changes):
        for mail in mails.all():
            before = None if mail.not_before is None else mail.not_before - time
            changes.save(replace(mail, not_before=before, created_at=mail.created_at - time))

    work.run(moved)


@pytest.fixture
def with_settings(monkeypatch):
    """Return a function that changes settings until the test ends."""

    def change(**values):
        changed = replace(chosen.settings(), **values)
        monkeypatch.setattr(jobs, "settings", lambda: changed)
        monkeypatch.setattr("chalicelib.auth.mails.records.settings", lambda: changed)

    return change


def test_what_waits_is_sent_once_and_the_oldest_first(studio):
    people = [studio.person() for _ in range(3)]
    noted(studio, *people)
    sent = []

    assert send_waiting(sent.append) == 3
    assert send_waiting(sent.append) == 0

    assert [mail.to for mail in sent] == [person["email"] for person in people]
    assert mails.all() == []


def test_one_that_fails_is_tried_again_later_and_holds_up_no_other(studio):
    bad, good = studio.person(), studio.person()
    noted(studio, bad, good)
    sent = []

    def send(mail):
        if mail.to == bad["email"] and len(sent) < 2:
            raise ConnectionError("no route")
        sent.append(mail.to)

    with pytest.raises(Unsent, match="1 mails could not be sent, 1 were"):
        send_waiting(send)
    assert (sent, [mail.to for mail in mails.all()]) == ([good["email"]], [bad["email"]])
    assert send_waiting(send) == 0
    later(FIRST_PAUSE)
    with pytest.raises(Unsent):
        send_waiting(send)
    later(FIRST_PAUSE)
    assert send_waiting(send) == 0  # the second pause is twice as long
    later(FIRST_PAUSE)
    sent.append("the network is back")
    assert send_waiting(send) == 1
    assert sent[-1] == bad["email"]


def test_two_runs_at_once_send_each_mail_once(studio):
    noted(studio, *[studio.person() for _ in range(4)])
    sent, together = [], threading.Barrier(2)

    def run():
        together.wait(10)
        send_waiting(lambda mail: sent.append(mail.id))

    runs = [threading.Thread(target=run) for _ in range(2)]
    for one in runs:
        one.start()
    for one in runs:
        one.join()

    assert len(sent) == len(set(sent)) == 4
    assert mails.all() == []


def test_a_run_that_was_killed_after_sending_loses_nothing(studio):
    person = studio.person()
    noted(studio, person)

    def killed(_mail):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send_waiting(killed)
    sent = []
    assert send_waiting(sent.append) == 0
    later(FIRST_PAUSE)

    assert send_waiting(sent.append) == 1
    assert sent[0].to == person["email"]


def test_a_mail_whose_link_is_too_old_is_given_up_and_the_log_says_so(studio, caplog):
    person = studio.person()
    noted(studio, person)
    later(KEPT_FOR + dt.timedelta(seconds=2))

    assert send_waiting(pytest.fail) == 0

    assert mails.all() == []
    assert "given up" in caplog.text
    assert person["email"] not in caplog.text


def test_a_run_stops_before_its_function_does(studio):
    noted(studio, studio.person(), studio.person())
    seconds = iter([60.0, 3.0])

    assert send_waiting(lambda _: None, lambda: next(seconds)) == 1
    assert len(mails.all()) == 1


def test_the_alarm_sees_a_single_mail_that_nothing_can_send_whenever_the_clocks_strike():
    alarm = template.read()["Resources"]["SendMailsErrorsAlarm"]["Properties"]
    window, wanted = alarm["EvaluationPeriods"], alarm["DatapointsToAlarm"]
    assert alarm["Period"] == QUARTER * 60

    for first_sweep, period_begins in itertools.product(range(QUARTER), repeat=2):
        bad = {(minute + period_begins) // QUARTER for minute in failures(first_sweep)}
        seen = max(len(bad & set(range(at, at + window))) for at in range(4))
        assert seen >= wanted, (first_sweep, period_begins)


def failures(first_sweep: int) -> list[int]:
    """Return the minutes, from the request on, at which a mail is tried in vain: at once, then by the timetable."""
    tried, pause = [0], FIRST_PAUSE
    for minute in range(first_sweep, 240, QUARTER):
        if minute >= tried[-1] + pause.seconds / 60:
            tried.append(minute)
            pause = min(pause * 2, LONGEST_PAUSE)
    return tried


def test_nothing_is_mailed_for_what_was_refused(studio):
    person = studio.person()
    sent = {"old_password": "wrong", "password": "something new", "password_2": "something new"}

    assert studio.log_in(person).post("/auth/change-password", sent).status == 400
    assert mails.all() == []


def test_without_a_sender_mails_wait_and_the_log_says_how_to_have_one(studio, with_settings, caplog):
    with_settings(mail_sender="")
    assert send_by_ses(lambda: 60) == 0
    assert caplog.text == ""

    noted(studio, studio.person())

    assert send_by_ses(lambda: 60) == 0
    assert "INARI_MAIL_SENDER" in caplog.text
    assert len(mails.all()) == 1


def test_ses_gets_the_mail_as_it_was_written(studio, with_settings):
    with_settings(mail_sender="inari@example.com")
    client("sesv2").create_email_identity(EmailIdentity="inari@example.com")
    person = studio.person()
    noted(studio, person)
    requests = []
    client("sesv2").meta.events.register("before-call.sesv2.SendEmail", lambda params, **_: requests.append(params))

    assert send_by_ses(lambda: 60) == 1

    sent = json.loads(requests[0]["body"])
    assert sent["FromEmailAddress"] == "inari@example.com"
    assert sent["Destination"] == {"ToAddresses": [person["email"]]}
    assert sent["Content"]["Simple"]["Subject"] == {"Data": "Choose a new password", "Charset": "UTF-8"}
    assert "/reset-change-password?" in sent["Content"]["Simple"]["Body"]["Text"]["Data"]


def test_the_function_that_sends_is_called_after_the_commit_and_only_then(studio, with_settings, monkeypatch):
    with_settings(mail_function="send-mails")
    person, called = studio.person(), []
    monkeypatch.setattr(calls, "start", lambda function: called.append((function, len(mails.all()))))

    noted(studio, person)
    studio.log_in(person).post("/auth/change-password", {"old_password": "wrong"})

    assert called == [("send-mails", 1)]


def test_a_function_that_can_not_be_called_harms_no_request(studio, with_settings, caplog):
    with_settings(mail_function="is-not-there")
    person = studio.person()

    assert studio.nobody.post("/auth/reset-password", {"email": person["email"]}).status == 200

    assert "waits for its timetable" in caplog.text
    assert len(mails.all()) == 1


def test_nothing_is_called_when_the_commit_fails(studio, monkeypatch):
    called = []
    monkeypatch.setattr(calls, "start", called.append)
    changes = Changes()
    changes.call("send-mails")
    for number in range(101):
        changes.add(Mail(to="somebody", subject=str(number), text=""))

    with pytest.raises(commit.TooMuch):
        commit.commit(changes)
    assert called == []


@pytest.fixture(autouse=True)
def _logged(caplog):
    caplog.set_level(logging.WARNING, logger="inari.jobs")
