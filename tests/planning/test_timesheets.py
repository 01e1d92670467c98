"""People see their own hours; planners those of their productions, supervisors of their departments."""

import datetime as dt

import pytest

from chalicelib.access import Actor, Standing
from chalicelib.errors import BreaksRule, Forbidden
from chalicelib.planning.time_spents.records import TimeSpent
from chalicelib.planning.time_tables import rules as tables
from chalicelib.planning.timesheets.rules import scope_of_studio


@pytest.fixture
def show(studio):
    """Return two productions, with a task of two departments in one and a task in the other, all of one artist."""
    here, there = studio.project(), studio.project()
    artist = studio.as_("user", here)
    types = [studio.task_type(department_id=studio.department()["id"]) for _ in range(2)]
    shot = studio.shot(here)
    tasks = [studio.task(here, shot, kind, assignees=[artist.user["id"]]) for kind in types]
    tasks.append(studio.task(there, studio.shot(there), types[0], assignees=[artist.user["id"]]))
    for task, day, minutes in zip(tasks, ("2024-12-29", "2024-12-30", "2024-12-31"), (60, 30, 15), strict=True):
        studio.make(f"/actions/tasks/{task['id']}/time-spents/{day}/persons/{artist.user['id']}", duration=minutes)
    return here, there, artist, types


def minutes(reply):
    return sorted(row["duration"] for row in reply.body)


def sheet(client, artist, period="year/2024"):
    return client.get(f"/data/persons/{artist.user['id']}/time-spents/{period}")


def test_a_person_and_administrators_see_all_of_it(studio, show):
    _, _, artist, _ = show

    assert minutes(sheet(artist, artist)) == minutes(sheet(studio.admin, artist)) == [15, 30, 60]


def test_planners_see_what_is_of_their_productions_and_departments(studio, show):
    here, there, artist, types = show
    own = studio.as_("supervisor", here, departments=[types[0]["department_id"]])

    assert minutes(sheet(studio.as_("manager", here), artist)) == [30, 60]
    assert minutes(sheet(studio.as_("supervisor", here), artist)) == [30, 60]
    assert minutes(sheet(own, artist)) == [60]
    assert sheet(own, artist, f"year/2024?project_id={there['id']}").status == 403


@pytest.mark.parametrize("who", ["user", "client", "vendor", "nobody"])
def test_others_see_nothing_of_it(studio, show, who):
    here, _, artist, _ = show
    client = studio.as_(who, here)
    periods = ["day/2024/12/30", "week/2025/1", "month/2024/12", "year/2024", "month/all/2024/12", "2024-12-30", ""]

    assert {sheet(client, artist, period).status for period in periods} == {401 if who == "nobody" else 403}


@pytest.mark.parametrize("who", ["manager", "supervisor"])
def test_a_month_as_it_was_booked_is_for_the_person_and_administrators(studio, show, who):
    here, _, artist, _ = show

    assert sheet(studio.as_(who, here), artist, "month/all/2024/12").status == 403
    assert len(sheet(artist, artist, "month/all/2024/12").body) == 3


@pytest.mark.parametrize(
    "period", ["day/2024/2/30", "week/2024/54", "month/2024/13", "month/2024/0", "year/some", f"year/{10**30}"]
)
def test_a_period_that_is_none_is_refused(studio, show, period):
    assert sheet(studio.admin, show[2], period).status == 400


def test_a_row_says_where_its_task_lies(studio, show):
    here, _, artist, _ = show

    (row,) = sheet(studio.admin, artist, "day/2024/12/29").body

    assert (row["project_name"], row["entity_type_name"], row["episode_name"]) == (here["name"], "Shot", None)
    assert row["sequence_name"].startswith("SQ")


def test_the_tables_of_a_planner_hold_the_own_productions_and_those_of_others_the_own_hours(studio, show):
    here, there, artist, _ = show
    table = "/data/persons/time-spents/month-table/2024"
    own = {"12": {artist.user["id"]: 105}}

    assert studio.get(table).body == artist.get(table).body == own
    assert studio.as_("manager", here).get(table).body == {"12": {artist.user["id"]: 90}}
    assert studio.as_("client", here).get(table).body == {}
    assert studio.as_("manager", here).get(f"{table}?project_id={there['id']}").status == 403


def test_the_last_days_of_a_year_may_be_of_the_first_week(studio, show):
    artist = show[2].user["id"]

    weeks = studio.get("/data/persons/time-spents/week-table/2024").body

    assert weeks == {"52": {artist: 60}, "1": {artist: 45}}


def test_tables_count_units_without_leading_zeros():
    times = [TimeSpent(duration=5, date=dt.date(2024, 3, day), task_id="t", person_id="p") for day in (4, 4, 31)]

    assert tables.table(times, tables.number) == {"4": {"p": 10}, "31": {"p": 5}}
    assert tables.table(times, tables.month) == {"3": {"p": 15}}


def test_a_supervisor_asks_for_no_department_but_the_own():
    supervisor = Actor(id="s", role="supervisor", departments=["anim"], standing=Standing(roles={"here": None}))

    assert scope_of_studio(supervisor, None, "anim").departments == {"anim"}
    with pytest.raises(BreaksRule):
        scope_of_studio(supervisor, None, "modeling")
    with pytest.raises(Forbidden):
        scope_of_studio(supervisor, "there", None)
