"""The event log tells managers what happened in their productions, and admins everything."""

import datetime as dt

import pytest

from chalicelib.events.log.months import Span, back, id_at, months_of_id


def last(client, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return client.get(f"/data/events/last?{query}")


@pytest.fixture
def two_productions(studio):
    """Return two productions with a sequence each."""
    found = []
    for name in ("North", "South"):
        project = studio.project(name=name)
        studio.sequence(project, name=f"SQ {name}")
        found.append(project)
    return found


def test_a_manager_reads_of_their_own_productions_only(studio, two_productions):
    north, south = two_productions
    manager = studio.as_("manager", north)

    events = last(manager, limit=100).body

    assert {event["project_id"] for event in events} == {north["id"]}
    assert last(manager, project_id=south["id"]).status == 403
    assert last(manager, project_id="00000000-0000-4000-8000-000000000000").status == 403


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor"])
def test_nobody_below_a_manager_reads_the_log(studio, two_productions, who):
    north, _ = two_productions
    client = studio.as_(who, north)

    assert last(client, project_id=north["id"]).status == 403
    assert last(client, project_id=north["id"], limit="many").status == 403
    assert client.get("/data/events/names").status == 403


def test_who_is_manager_on_a_team_reads_when_they_name_the_production(studio, two_productions):
    north, south = two_productions
    artist = studio.person("user")
    studio.join(north, artist, role="manager")
    client = studio.log_in(artist)

    assert last(client).status == 403
    assert last(client, project_id=south["id"]).status == 403
    assert last(client, project_id=north["id"]).status == 200


def test_pages_follow_each_other_without_a_gap_or_a_repetition(studio, two_productions):
    whole = [event["id"] for event in last(studio.admin, limit=1000).body]
    paged: list[str] = []
    while page := last(studio.admin, limit=3, **({"cursor_event_id": paged[-1]} if paged else {})).body:
        paged += [event["id"] for event in page]

    assert paged == whole
    assert whole == sorted(whole, reverse=True)


def test_filters_are_all_to_be_met(studio, two_productions):
    north, _ = two_productions

    found = last(studio.admin, name_prefixes="sequence", name_suffixes="new", project_id=north["id"]).body
    none = last(studio.admin, name_prefixes="seq").body

    assert [(event["name"], event["project_id"]) for event in found] == [("sequence:new", north["id"])]
    assert none == []


@pytest.mark.parametrize(
    "asked",
    [
        {"limit": "x"}, {"limit": "-1"}, {"after": "yesterday"}, {"before": "2026-13-01"}, {"name_prefixes": "a%25"},
        {"person_ids": "x"}, {"project_id": "x"}, {"cursor_event_id": "x"},
        {"cursor_event_id": "ffffffff-ffff-4fff-bfff-ffffffffffff"},
    ],
)  # fmt: skip
def test_a_question_that_makes_no_sense_is_refused(studio, asked):
    assert last(studio.admin, **asked).status == 400


@pytest.mark.parametrize(
    "asked",
    [
        {"after": "2100-01-01", "before": "2001-01-01"}, {"before": "0001-01-01"}, {"after": "9999-12-31"},
        {"after": "9999-12-31", "before": "9999-12-31T23:59:59"},
    ],
)  # fmt: skip
def test_a_stretch_with_nothing_in_it_is_empty(studio, asked):
    studio.department()

    assert last(studio.admin, **asked).body == []
    assert last(studio.admin, before="9999-12-31T23:59:59").body
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    assert studio.get(f"/data/events/login-logs/last?{query}").body == []


def test_what_an_administrator_writes_over_an_event_is_what_is_shown(studio, two_productions):
    event = last(studio.admin, name="sequence:new", limit=1).body[0]

    studio.admin.put(f"/data/events/{event['id']}", {"data": {"note": "corrected"}})
    assert last(studio.admin, name="sequence:new", limit=1).body == [event | {"data": {"note": "corrected"}}]

    studio.admin.delete(f"/data/events/{event['id']}")
    assert studio.get(f"/data/events/{event['id']}").status == 404
    assert event["id"] not in {one["id"] for one in last(studio.admin, limit=1000).body}


def test_an_event_that_an_administrator_adds_takes_its_place_in_time(studio):
    studio.department()
    studio.make("/data/events", name="studio:lunch", data={"menu": "soup"})
    studio.department()

    names = [event["name"] for event in last(studio.admin, limit=4).body]

    assert names == ["department:new", "api-event:new", "studio:lunch", "department:new"]
    assert studio.get("/data/events/names").body.count("studio:lunch") == 1


def test_names_are_those_of_all_times(studio):
    studio.department()
    first = studio.get("/data/events/names").body
    studio.project()
    second = studio.get("/data/events/names").body

    assert "department:new" in first
    assert "project:new" not in first
    assert second == sorted({*first, "project:new"})


def test_the_table_is_for_admins(studio, two_productions):
    manager = studio.as_("manager", two_productions[0])
    event = last(studio.admin, limit=1).body[0]

    assert manager.get("/data/events").status == 403
    assert manager.post("/data/events", {"name": "x:y"}).status == 403
    assert manager.delete(f"/data/events/{event['id']}").status == 403
    assert studio.get(f"/data/events/{event['id']}").status == 200


def test_months_are_read_backwards_and_no_further_than_asked(studio):
    now = dt.datetime(2026, 3, 10, 12)

    assert list(back(Span(after=dt.datetime(2026, 3, 1)), now)) == ["2026-03"]
    assert list(back(Span(before=dt.datetime(2025, 12, 31)), now))[:1] == ["2025-12"]


def test_an_id_says_in_which_month_it_was_made():
    assert months_of_id(id_at(dt.datetime(2026, 3, 10)) + "-7000-8000-000000000000") == ["2026-03"]
    assert months_of_id(id_at(dt.datetime(2026, 3, 1, 0, 0, 30)) + "-7000-8000-000000000000") == ["2026-03", "2026-02"]
    assert months_of_id("ffffffff-ffff-4fff-bfff-ffffffffffff") == []
