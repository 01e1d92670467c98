"""Quotas count finished shots: whole on their day, or spread over the hours or the weekdays that they took."""

import datetime as dt
import zoneinfo

import pytest

from chalicelib.access import Actor
from chalicelib.planning.days import Period
from chalicelib.planning.quota_shots import rules as by_shot
from chalicelib.planning.quotas import rules, tally
from chalicelib.planning.rows import Row
from chalicelib.planning.time_spents.records import TimeSpent
from chalicelib.tasks.tasks.records import ROW_FIELDS, Task

PARIS, UTC = zoneinfo.ZoneInfo("Europe/Paris"), dt.UTC
WEIGHTED, RAW = rules.MODES["weighted"], rules.MODES["feedback"]


def moment(text):
    return dt.datetime.fromisoformat(text)


def done(start=None, end="2024-03-12T18:00", **values):
    given = {"project_id": "p", "task_type_id": "anim", "entity_id": "shot", "assignees": ["ann"], **values}
    return Task(real_start_date=start and moment(start), end_date=end and moment(end), **given)


def hours(person, day, minutes):
    return TimeSpent(duration=minutes, date=dt.date.fromisoformat(day), task_id="t", person_id=person)


def test_rows_are_read_in_the_order_in_which_they_are_kept():
    read = Row.__struct_fields__

    assert ROW_FIELDS[: len(read)] == read


def test_a_raw_shot_counts_whole_for_each_who_is_assigned():
    found = rules.shares(done(assignees=["ann", "bob"], nb_drawings=30), 100, [], RAW, UTC)

    assert [(one.person_id, one.frames, one.shots, one.drawings) for one in found] == [
        ("ann", 100, 1, 30), ("bob", 100, 1, 30),
    ]  # fmt: skip


def test_a_shot_finished_late_counts_on_the_next_day_of_who_lives_further_east():
    task = done(end="2024-12-29T23:30")

    assert [one.day for one in rules.shares(task, 1, [], RAW, PARIS)] == [dt.date(2024, 12, 30)]
    assert [one.day for one in rules.shares(task, 1, [], RAW, UTC)] == [dt.date(2024, 12, 29)]


@pytest.mark.parametrize(("timezone", "day"), [("Europe/Paris", 30), ("UTC", 29), ("Mars/Olympus", 29)])
def test_the_zone_of_who_asks_counts_as_far_as_it_is_known(timezone, day):
    zone = rules.zone_of(Actor(id="p", role="user", timezone=timezone))

    assert rules.local_day(moment("2024-12-29T23:30"), zone).day == day


def test_a_weighted_shot_is_spread_over_its_hours_whoever_is_assigned():
    times = [hours("ann", "2024-03-04", 120), hours("bob", "2024-03-05", 60), hours("ann", "2024-03-06", 60)]

    found = rules.shares(done(duration=240.0, nb_drawings=30), 101, times, WEIGHTED, UTC)

    assert [(one.person_id, one.frames, one.shots, one.drawings) for one in found] == [
        ("ann", 50, 0.5, 15), ("bob", 25, 0.25, 8), ("ann", 25, 0.25, 8),
    ]  # fmt: skip


def test_a_weighted_shot_without_hours_is_spread_over_its_weekdays():
    found = rules.shares(done("2024-03-07T09:00"), 48, [], WEIGHTED, UTC)

    assert [one.day.day for one in found] == [7, 8, 11, 12]
    assert {(one.frames, one.shots) for one in found} == {(12, 0.25)}


@pytest.mark.parametrize("task", [done(None), done("2024-03-07T09:00", end=None)])
def test_a_shot_that_was_never_started_or_finished_counts_nothing(task):
    assert rules.shares(task, 48, [], WEIGHTED, UTC) == []


def test_quotas_are_added_up_unrounded_by_day_week_month_and_year():
    shares = [rules.Share("ann", "anim", dt.date(2024, 12, day), 10, 1 / 3, 1) for day in (29, 30, 31)]

    found = tally.quotas(shares, lambda share: share.person_id, "24")

    assert found["ann"] == found["total"]
    assert found["ann"]["week"]["count"] == {"2024-52": 0.33, "2025-1": 0.67}
    assert found["ann"]["week"]["entries"] == {"2024": 1, "2025": 1}
    assert found["ann"]["day"]["entries"] == {"2024-12": 3}
    year = {"frames": {"2024": 30}, "seconds": {"2024": 1.25}, "count": {"2024": 1.0}, "drawings": {"2024": 3}}
    assert found["ann"]["year"] == year


@pytest.mark.parametrize("fps", [None, "", "0", "film"])
def test_a_production_that_says_no_rate_has_25_frames_a_second(fps):
    shares = [rules.Share("ann", "anim", dt.date(2024, 3, 4), 50, 1, 0)]

    assert tally.quotas(shares, lambda share: share.person_id, fps)["total"]["year"]["seconds"] == {"2024": 2}


@pytest.mark.parametrize(
    ("first", "last", "weight"),
    [("2024-03-01", "2024-03-31", 1), ("2024-03-08", "2024-03-08", 0.25), ("2024-03-12", "2024-03-31", 0.25),
     ("2024-03-01", "2024-03-08", 0.5)],
)  # fmt: skip
def test_a_shot_weighs_in_a_period_what_its_weekdays_there_are_of_all(first, last, weight):
    period = Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last))

    found = by_shot.weights_of_days([done("2024-03-07T09:00")], WEIGHTED, by_shot.span_of(period, UTC))

    assert found == {"shot": weight}


@pytest.fixture
def show(studio):
    project = studio.project(fps="24")
    artist = studio.as_("user", project)
    task_type = studio.task_type(project)
    task = studio.task(project, studio.shot(project, nb_frames=48), task_type, assignees=[artist.user["id"]])
    studio.admin.put(f"/data/tasks/{task['id']}", {"end_date": "2024-03-12T12:00:00"})
    return project, task_type, artist


def test_who_may_see_what_others_have_done(studio, show):
    project, task_type, artist = show
    of_type = f"/data/projects/{project['id']}/quotas/{task_type['id']}?count_mode=feedback"
    of_person = f"/data/projects/{project['id']}/quotas/persons/{artist.user['id']}?count_mode=feedback"
    who = ("manager", "supervisor", "user", "vendor", "client", "manager elsewhere")

    clients = {one: studio.as_(one, project) for one in who}

    assert {one: client.get(of_type).status for one, client in clients.items()} == {
        "manager": 200, "supervisor": 200, "user": 200, "vendor": 200, "client": 403, "manager elsewhere": 403,
    }  # fmt: skip
    assert {one: client.get(of_person).status for one, client in clients.items()} == {
        "manager": 200, "supervisor": 200, "user": 403, "vendor": 403, "client": 403, "manager elsewhere": 403,
    }  # fmt: skip
    assert artist.get(of_person).body["total"]["year"]["seconds"] == {"2024": 2}


@pytest.mark.parametrize("period", ["day/2024/3/12", "week/2024/11", "month/2024/03"])
def test_the_shots_of_a_quota_are_for_the_person_and_planners_of_the_production(studio, show, period):
    project, _, artist = show
    path = f"/data/persons/{artist.user['id']}/quota-shots/{period}?count_mode=feedback"
    manager = studio.as_("manager", project)

    (shot,) = artist.get(path).body

    assert (shot["weight"], shot["type"], shot["full_name"].count(" / ")) == (1, "Entity", 1)
    assert manager.get(path).status == 403
    assert manager.get(f"{path}&project_id={project['id']}").body == [shot]
    assert studio.as_("manager elsewhere").get(f"{path}&project_id={project['id']}").status == 403
    assert artist.get(f"{path}&project_id={studio.project()['id']}").body == []
