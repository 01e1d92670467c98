"""Days off are a person's own affair: planners see when, managers why, and nobody works on them."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.planning.day_offs.records import day_offs


@pytest.fixture
def show(studio):
    return studio.project()


@pytest.fixture
def artist(studio, show):
    return studio.as_("user", show)


def off(client, person, first, last, **values):
    body = {"person_id": person["id"], "date": first, "end_date": last, **values}
    return client.post("/data/day-offs", body)


def of_person(client, person, more=""):
    return client.get(f"/data/persons/{person['id']}/day-offs{more}")


@pytest.mark.parametrize(
    "days", [("2026-03-02", "2026-03-06"), ("2026-03-06", "2026-03-09"), ("2026-03-04", "2026-03-04")]
)
def test_no_two_overlap(studio, artist, days):
    off(artist, artist.user, "2026-03-04", "2026-03-06")

    assert off(artist, artist.user, *days).status == 400
    assert len(of_person(artist, artist.user).body) == 1


def test_no_two_overlap_that_are_made_at_once(studio, artist):
    periods = [(f"2026-03-0{day}", "2026-03-09") for day in range(1, 6)]

    with ThreadPoolExecutor(5) as pool:
        replies = list(pool.map(lambda period: off(studio.admin, artist.user, *period), periods))

    assert sorted(reply.status for reply in replies) == [201, 400, 400, 400, 400]
    assert len(of_person(artist, artist.user).body) == 1


def test_days_off_that_come_between_reading_and_writing_are_noticed(studio, artist, monkeypatch):
    read = day_offs.within

    def read_before_another(person_id):
        found = read(person_id)
        monkeypatch.setattr(day_offs, "within", read)
        assert off(studio.admin, artist.user, "2026-03-02", "2026-03-09").status == 201
        return found

    monkeypatch.setattr(day_offs, "within", read_before_another)

    assert off(artist, artist.user, "2026-03-04", "2026-03-04").status == 400
    assert len(of_person(artist, artist.user).body) == 1


def test_days_off_may_grow_over_themselves_and_not_over_others(studio, artist):
    first = off(artist, artist.user, "2026-03-02", "2026-03-03").body
    off(artist, artist.user, "2026-03-06", "2026-03-06")
    path = f"/data/day-offs/{first['id']}"

    grown = artist.put(path, {"end_date": "2026-03-05"})
    refused = artist.put(path, {"end_date": "2026-03-06"})
    backwards = artist.put(path, {"end_date": "2026-03-01"})

    assert (grown.status, refused.status, backwards.status) == (200, 400, 400)
    assert artist.get(path).body["end_date"] == "2026-03-05"


def test_hours_on_days_off_are_taken_back(studio, show, artist):
    task = studio.task(show, studio.shot(show), studio.task_type(show), assignees=[artist.user["id"]])
    for day in range(2, 20):
        artist.post(
            f"/actions/tasks/{task['id']}/time-spents/2026-03-{day:02}/persons/{artist.user['id']}", {"duration": 10}
        )

    off(artist, artist.user, "2026-03-02", "2026-03-03")
    few = studio.get(f"/data/tasks/{task['id']}").body["duration"]
    off(artist, artist.user, "2026-03-04", "2026-03-18")

    assert few == 160
    assert studio.get(f"/data/tasks/{task['id']}").body["duration"] == 10
    assert [time["date"] for time in studio.get("/data/time-spents").body] == ["2026-03-19"]


@pytest.mark.parametrize("who", ["manager", "supervisor", "user", "client", "vendor", "nobody"])
def test_nobody_but_administrators_writes_those_of_others(studio, show, artist, who):
    kept, client = off(artist, artist.user, "2026-03-02", "2026-03-03").body, studio.as_(who, show)
    path = f"/data/day-offs/{kept['id']}"

    replies = [
        off(client, artist.user, "2026-04-02", "2026-04-03"),
        client.put(path, {"end_date": "2026-03-04"}),
        client.delete(path),
    ]

    assert {reply.status for reply in replies} == {401 if who == "nobody" else 403}
    assert of_person(artist, artist.user).body == [kept]


def test_nobody_gives_the_own_days_off_away(studio, artist):
    kept, other = off(artist, artist.user, "2026-03-02", "2026-03-03").body, studio.person()
    path, change = f"/data/day-offs/{kept['id']}", {"person_id": other["id"]}

    refused = artist.put(path, change)
    moved = studio.admin.put(path, change)

    assert (refused.status, moved.status) == (403, 200)
    assert of_person(studio.admin, artist.user).body == []
    assert [one["id"] for one in of_person(studio.admin, other).body] == [kept["id"]]


def test_managers_see_why_supervisors_when_and_others_nothing(studio, show):
    department = studio.department()["id"]
    person = studio.person(departments=[department])
    studio.join(show, person)
    kept = off(studio.admin, person, "2026-03-02", "2026-03-03", description="Moving").body
    clients = {
        "manager": studio.as_("manager", show),
        "free": studio.as_("supervisor", show),
        "own": studio.as_("supervisor", show, departments=[department]),
        "other": studio.as_("supervisor", show, departments=[studio.department()["id"]]),
        "mate": studio.as_("user", show),
        "elsewhere": studio.as_("manager elsewhere"),
    }

    seen = {name: of_person(client, person) for name, client in clients.items()}
    single = {name: client.get(f"/data/day-offs/{kept['id']}") for name, client in clients.items()}

    statuses = {"manager": 200, "free": 200, "own": 200, "other": 403, "mate": 403, "elsewhere": 403}
    assert {name: reply.status for name, reply in seen.items()} == statuses
    assert {name: reply.status for name, reply in single.items()} == statuses
    assert seen["manager"].body == [kept]
    assert "description" not in seen["own"].body[0] | seen["free"].body[0] | single["own"].body
    assert clients["other"].get("/data/persons/day-offs/2026").body == []
    assert clients["free"].get("/data/persons/day-offs/2026/3").body == seen["free"].body


def test_the_role_on_a_production_counts_not_the_person_s_own(studio, show, artist):
    promoted = studio.person("user")
    studio.join(show, promoted, role="manager")
    off(artist, artist.user, "2026-03-02", "2026-03-03", description="Moving")

    assert of_person(studio.log_in(promoted), artist.user).body[0]["description"] == "Moving"


@pytest.mark.parametrize(
    ("period", "count"),
    [("week/2026/10", 1), ("week/2026/11", 0), ("month/2026/3", 1), ("month/2026/02", 1), ("year/2025", 0)],
)
def test_a_period_holds_what_touches_it(studio, artist, period, count):
    off(artist, artist.user, "2026-02-27", "2026-03-02")

    assert len(of_person(artist, artist.user, f"/{period}").body) == count


def test_a_day_is_off_or_not(studio, artist):
    off(artist, artist.user, "2026-02-27", "2026-03-02")

    assert artist.get("/data/user/day-offs/2026-03-01").body["date"] == "2026-02-27"
    assert artist.get("/data/user/day-offs/2026-03-03").body == {}
    assert artist.get("/data/user/day-offs/2026-02-30").status == 400


@pytest.mark.parametrize("who", ["client", "vendor", "manager elsewhere"])
def test_a_team_s_days_off_are_for_those_who_work_on_it(studio, show, artist, who):
    off(artist, artist.user, "2026-03-02", "2026-03-03", description="Moving")
    path = f"/data/projects/{show['id']}/day-offs"

    assert studio.as_(who, show if " " not in who else None).get(path).status == 403
    assert "description" not in studio.as_("user", show).get(path).body[artist.user["id"]][0]
    assert studio.as_("user", show).get(f"{path}?start_date=2026-03-04").body == {}
