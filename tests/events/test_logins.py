"""Every log in is logged, for admins to read."""

import pytest

from tests.studio import PASSWORD

LAST = "/data/events/login-logs/last"


def test_an_admin_sees_who_logged_in_the_last_first(studio):
    one, other = studio.person(), studio.person()
    for person in (one, other, one):
        studio.log_in(person)

    logs = studio.get(f"{LAST}?limit=3").body

    assert [log["person_id"] for log in logs] == [one["id"], other["id"], one["id"]]
    assert {log["origin"] for log in logs} == {"script"}


def test_a_page_goes_on_where_the_one_before_ended(studio):
    person = studio.person()
    for _ in range(3):
        studio.log_in(person)

    first = studio.get(f"{LAST}?person_ids={person['id']}&limit=2").body
    second = studio.get(f"{LAST}?person_ids={person['id']}&limit=2&cursor_login_log_id={first[-1]['id']}").body

    assert len({log["id"] for log in (*first, *second)}) == 3


def test_a_wrong_password_is_no_log_in(studio):
    person = studio.person()

    studio.nobody.post("/auth/login", {"email": person["email"], "password": f"not {PASSWORD}"})

    assert studio.get(f"{LAST}?person_ids={person['id']}").body == []


@pytest.mark.parametrize("who", ["manager", "supervisor", "user", "client", "vendor"])
def test_nobody_else_sees_who_logged_in(studio, who):
    assert studio.as_(who, studio.project()).get(LAST).status == 403
    assert studio.nobody.get(LAST).status == 401


@pytest.mark.parametrize("asked", ["limit=x", "after=x", "before=x", "person_ids=x", "cursor_login_log_id=x"])
def test_a_question_that_makes_no_sense_is_refused(studio, asked):
    assert studio.get(f"{LAST}?{asked}").status == 400
