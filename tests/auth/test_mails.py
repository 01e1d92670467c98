"""A mail is sent for what has happened, and for nothing else."""

from chalicelib.auth.mails.jobs import send_waiting
from chalicelib.auth.mails.records import mails


def test_what_waits_is_sent_once(studio):
    people = [studio.person() for _ in range(2)]
    for person in people:
        studio.nobody.post("/auth/reset-password", {"email": person["email"]})
    sent = []

    assert send_waiting(sent.append) == 2
    assert send_waiting(sent.append) == 0

    assert [mail.to for mail in sent] == [person["email"] for person in people]


def test_one_that_fails_is_tried_again_and_holds_up_no_other(studio):
    bad, good = studio.person(), studio.person()
    for person in (bad, good):
        studio.nobody.post("/auth/reset-password", {"email": person["email"]})
    sent = []

    def send(mail):
        if mail.to == bad["email"]:
            raise ConnectionError("no route")
        sent.append(mail.to)

    assert send_waiting(send) == 1
    assert (sent, [mail.to for mail in mails.all()]) == ([good["email"]], [bad["email"]])


def test_nothing_is_mailed_for_what_was_refused(studio):
    person = studio.person()
    sent = {"old_password": "wrong", "password": "something new", "password_2": "something new"}

    assert studio.log_in(person).post("/auth/change-password", sent).status == 400
    assert mails.all() == []
