"""Desktop log ins say on which days people were there."""

import datetime as dt

import pytest

from chalicelib.people.persons.records import Person
from chalicelib.people.presence import rules
from chalicelib.people.presence.records import DesktopLoginLog


def note(client, person, date):
    return client.post(f"/data/persons/{person['id']}/desktop-login-logs", {"date": date})


def test_the_latest_day_is_the_last_presence(studio):
    person = studio.person()
    client = studio.log_in(person)

    for date in ("2024-03-06", "2024-03-04T09:12:33"):
        assert note(client, person, date).status == 201

    assert studio.get(f"/data/persons/{person['id']}").body["last_presence"] == "2024-03-06"
    dates = [log["date"][:10] for log in client.get(f"/data/persons/{person['id']}/desktop-login-logs").body]
    assert dates == ["2024-03-06", "2024-03-04"]


@pytest.mark.parametrize(("who", "reads"), [("manager", 200), ("supervisor", 403), ("user", 403), ("client", 403)])
def test_others_note_nothing_and_only_managers_read(studio, who, reads):
    person, by = studio.person(), studio.as_(who)

    assert note(by, person, "2024-03-06").status == 403
    assert by.get(f"/data/persons/{person['id']}/desktop-login-logs").status == reads
    assert by.get("/data/persons/presence-logs/2024-03").status == 403
    assert studio.get(f"/data/persons/{person['id']}/desktop-login-logs").body == []


@pytest.mark.parametrize("date", ["someday", 5, "0001-01-01T00:00:00+14:00", ""])
def test_a_day_that_is_none_is_refused(studio, date):
    assert note(studio.admin, studio.person(), date).status == 400


@pytest.mark.parametrize("month", ["2024-13", "march", "2024", "0000-01"])
def test_a_month_that_is_none_is_refused(studio, month):
    assert studio.get(f"/data/persons/presence-logs/{month}").status == 400


@pytest.mark.usefixtures("inari")
def test_a_sheet_has_a_row_for_each_active_person_and_a_cross_for_each_day():
    people = [
        Person(first_name="Zoe", last_name="A", full_name="Zoe A"),
        Person(first_name="Ada", last_name="B;C", full_name="Ada B;C", is_bot=True),
        Person(first_name="Guest", last_name="G", full_name="Guest", is_guest=True),
        Person(first_name="Gone", last_name="G", full_name="Gone", active=False),
    ]
    listed = rules.listed(people)
    logs = [[], [DesktopLoginLog(person_id="z", date=dt.datetime(2024, month, 2)) for month in (2, 3)]]

    rows = rules.sheet((2024, 2), listed, logs).split("\r\n")

    assert rows[0].startswith("2024;1;2;3")
    assert rows[0].endswith(";29")
    assert rows[1].startswith('"Ada B;C";;')
    assert rows[2] == "Zoe A;;X" + ";" * 27
    assert rows[3:] == [""]
