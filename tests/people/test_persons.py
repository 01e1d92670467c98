"""Everybody sees of people what their role needs, and changes of themselves what is theirs."""

import pytest

from chalicelib.settings import settings


def names(reply):
    return sorted(row["first_name"] for row in reply.body)


@pytest.fixture
def world(studio):
    """Return an open production with a client and an artist on its team, and somebody outside."""
    project = studio.project()
    artist, outsider = studio.person(first_name="Artist"), studio.person(first_name="Outsider")
    client = studio.person("client", first_name="Client")
    for person in (artist, client):
        studio.join(project, person)
    return {"project": project, "artist": artist, "outsider": outsider, "client": client}


def test_an_artist_sees_the_short_form_of_everybody(studio, world):
    by = studio.log_in(world["artist"])

    rows = by.get("/data/persons").body
    one = by.get(f"/data/persons/{world['outsider']['id']}").body

    assert {row["id"] for row in rows} >= {world["outsider"]["id"], studio.admin.user["id"]}
    assert "email" not in rows[0] | one
    assert "daily_salary" not in rows[0] | one
    assert all(row["departments"] == [] for row in rows)


def test_a_manager_sees_all_of_one_but_not_of_the_list(studio, world):
    by = studio.as_("manager", world["project"])

    assert "email" not in by.get("/data/persons").body[0]
    assert by.get(f"/data/persons/{world['artist']['id']}").body["email"] == world["artist"]["email"]


def test_a_client_knows_the_teams_of_their_open_productions_only(studio, world):
    by = studio.log_in(world["client"])

    assert names(by.get("/data/persons")) == ["Artist", "Client"]
    assert by.get("/data/persons?page=1").body["total"] == 2
    assert by.get(f"/data/persons?email={world['outsider']['email']}").body == []
    assert by.get(f"/data/persons/{world['outsider']['id']}").status == 403
    assert "departments" not in by.get(f"/data/persons/{world['artist']['id']}").body


def test_what_is_hidden_is_no_filter_either(studio, world):
    by = studio.log_in(world["artist"])

    assert by.get("/data/persons?daily_salary=0").status == 400
    assert by.get("/data/persons?phone=1").status == 400
    assert studio.get("/data/persons?password=x").status == 400
    assert studio.get("/data/persons?daily_salary=0").status == 200


def test_a_person_changes_themselves_but_neither_role_nor_pay(studio):
    person = studio.person()
    sent = {
        "first_name": "Ada",
        "role": "admin",
        "daily_salary": 900,
        "active": False,
        "seniority": "senior",
        "is_guest": True,
    }

    changed = studio.log_in(person).put(f"/data/persons/{person['id']}", sent).body

    kept = {name: changed[name] for name in ("role", "daily_salary", "active", "seniority", "is_guest")}
    assert changed["first_name"] == "Ada"
    assert kept == {name: person[name] for name in kept}


@pytest.mark.parametrize("who", ["manager", "supervisor", "user", "client", "vendor"])
def test_nobody_but_an_admin_changes_others(studio, world, who):
    by, artist = studio.as_(who, world["project"]), world["artist"]

    assert by.put(f"/data/persons/{artist['id']}", {"first_name": "X"}).status == 403
    assert by.post("/data/persons", {"first_name": "X", "last_name": "Y"}).status == 403
    assert by.delete(f"/data/persons/{artist['id']}").status == 403
    assert by.delete(f"/actions/persons/{artist['id']}/clear-avatar").status == 403
    assert studio.get(f"/data/persons/{artist['id']}").body["first_name"] == "Artist"


def test_an_address_belongs_to_one_person_and_to_any_bots(studio):
    person = studio.person(email="ada@example.com")
    twice = {"first_name": "Ada", "last_name": "Again", "email": "ADA@example.com"}

    refused = studio.admin.post("/data/persons", twice)

    assert (refused.status, refused.body["data"]) == (400, None)
    assert studio.admin.put(f"/data/persons/{studio.person()['id']}", {"email": "ada@example.com"}).status == 400
    assert studio.person(**twice, is_bot=True)["email"] == "ada@example.com"
    assert [p["id"] for p in studio.get("/data/persons?email=Ada@example.com&is_bot=false").body] == [person["id"]]


@pytest.mark.parametrize(
    "values",
    [
        {"role": "boss"}, {"country": "FRA"}, {"contract_type": None}, {"locale": "xx_YY"}, {"timezone": "Mars/North"},
        {"email": "no address"}, {"departments": ["x"]}, {"expiration_date": "2001-01-01"}, {"position": "boss"},
    ],
)  # fmt: skip
def test_a_value_that_makes_no_sense_is_refused(studio, values):
    person = studio.person()

    assert studio.admin.put(f"/data/persons/{person['id']}", values).status == 400
    assert studio.get(f"/data/persons/{person['id']}").body[next(iter(values))] == person[next(iter(values))]


def test_the_studio_has_no_more_active_people_than_it_may(studio):
    people = [studio.person(password=None, active=False) for _ in range(2)]
    limit, there = settings().user_limit, 1
    for _ in range(limit - there):
        studio.person(password=None)

    refused = studio.admin.post("/data/persons", {"first_name": "One", "last_name": "More"})

    assert (refused.status, refused.body["data"]) == (400, {"limit": limit})
    assert studio.admin.put(f"/data/persons/{people[0]['id']}", {"active": True}).status == 400
    assert studio.person(is_bot=True)["active"] is True


def test_a_picture_that_is_taken_away_is_gone(studio):
    person = studio.person()

    assert studio.admin.delete(f"/actions/persons/{person['id']}/clear-avatar").status == 204

    assert studio.get(f"/data/persons/{person['id']}").body["has_avatar"] is False
    assert studio.events("person:update")[0]["data"] == {"person_id": person["id"]}
