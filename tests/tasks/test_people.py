"""What people have to do: who may look, what is said of each task, and when they are busy elsewhere."""

import datetime as dt

import pytest

from chalicelib.tasks.people.rules import Period, merged
from tests.tasks.world import world


def day(number: int) -> dt.datetime:
    return dt.datetime(2026, 3, number, tzinfo=None)


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([], []),
        ([(1, 3), (5, 6)], [(1, 3), (5, 6)]),
        ([(5, 6), (1, 3), (3, 4)], [(1, 4), (5, 6)]),
        ([(1, 9), (2, 3)], [(1, 9)]),
    ],
)
def test_periods_that_overlap_are_one(periods, expected):
    found = merged(Period(day(start), day(end)) for start, end in periods)

    assert [(one.start.day, one.end.day) for one in found] == expected


@pytest.fixture
def show(studio):
    return world(studio)


def give(studio, task, person, **values):
    studio.admin.put(f"/actions/tasks/{task['id']}/assign", {"person_id": person["id"]})
    studio.admin.put(f"/data/tasks/{task['id']}", values)


def test_work_is_either_done_or_still_to_do(studio, show):
    artist = studio.person()
    give(studio, show.task, artist)
    give(studio, show.asset_task, artist)
    studio.comment(show.task, studio.status(is_done=True), "Good")

    to_do = studio.get(f"/data/persons/{artist['id']}/tasks").body
    done = studio.get(f"/data/persons/{artist['id']}/done-tasks").body

    assert [task["entity_name"] for task in to_do] == [show.asset["name"]]
    assert [(task["entity_name"], task["last_comment"]["text"]) for task in done] == [(show.shot["name"], "Good")]


def test_what_a_client_said_is_not_the_last_word(studio, show):
    artist, client, status = studio.person(), show.as_("client"), studio.status()
    give(studio, show.task, artist)
    studio.comment(show.task, status, "Softer")
    studio.comment(show.task, status, "I like it", by=client)

    assert studio.get(f"/data/persons/{artist['id']}/tasks").body[0]["last_comment"]["text"] == "Softer"


def test_others_see_the_work_on_their_own_productions(studio, show):
    artist = studio.person()
    give(studio, show.task, artist)
    path = f"/data/persons/{artist['id']}/tasks"

    assert len(show.as_("user").get(path).body) == 1
    assert studio.as_("manager elsewhere").get(path).body == []
    assert show.as_("client").get(path).body == []
    assert show.as_("vendor").get(path).status == 403


def test_a_manager_learns_that_somebody_is_busy_elsewhere_and_not_with_what(studio, show):
    artist, elsewhere = studio.person(), studio.project()
    other = studio.task(elsewhere, studio.shot(elsewhere), show.animation)
    give(studio, show.task, artist, start_date="2026-03-02", due_date="2026-03-04")
    give(studio, other, artist, start_date="2026-03-09", due_date="2026-03-11")

    dates = show.as_("manager").get("/data/persons/task-dates").body

    assert dates == [
        {
            "person_id": artist["id"], "min_date": "2026-03-02T00:00:00", "max_date": "2026-03-04T00:00:00",
            "busy_periods": [{"start_date": "2026-03-09T00:00:00", "end_date": "2026-03-11T00:00:00"}],
        }
    ]  # fmt: skip
    assert show.as_("user").get("/data/persons/task-dates").status == 403


def test_the_work_on_an_asset_names_the_episodes_that_it_is_cast_in(studio):
    series, artist = studio.project(production_type="tvshow"), studio.person()
    episode = studio.get(f"/data/projects/{series['id']}/episodes").body[0]
    shot, asset = studio.shot(series, studio.sequence(series, episode_id=episode["id"])), studio.asset(series)
    casting = f"/data/projects/{series['id']}/entities/{shot['id']}/casting"
    studio.admin.put(casting, [{"asset_id": asset["id"], "nb_occurences": 1}])
    tasks = [
        studio.task(series, shot, studio.task_type(series)),
        studio.task(series, asset, studio.task_type(series, for_entity="Asset")),
    ]
    for task in tasks:
        give(studio, task, artist)

    work = {task["entity_id"]: task for task in studio.get(f"/data/persons/{artist['id']}/tasks").body}

    assert (work[shot["id"]]["episode_name"], "episode_ids" in work[shot["id"]]) == (episode["name"], False)
    assert work[asset["id"]]["episode_names"] == [episode["name"]]
