"""A production's schedule makes the bars that it lacks, once; supervisors move those of their department."""

from concurrent.futures import ThreadPoolExecutor

import pytest


@pytest.fixture
def show(studio):
    project = studio.project()
    task_type = studio.task_type(department_id=studio.department()["id"])
    return project, task_type


def bars(client, show, kind="sequences", **query):
    project, task_type = show
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return client.get(f"/data/projects/{project['id']}/schedule-items/{task_type['id']}/{kind}?{asked}")


def test_two_who_open_the_schedule_at_once_get_the_same_bars(studio, show):
    project, _ = show
    sequences = [studio.sequence(project) for _ in range(30)]

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: bars(studio.admin, show), range(2))

    assert {one["object_id"] for one in first.body} == {one["id"] for one in sequences}
    assert [one["id"] for one in first.body] == [one["id"] for one in second.body]
    kept = studio.get(f"/data/projects/{project['id']}/schedule-items").body
    assert len(kept) == 30


def test_a_second_item_of_one_place_is_refused(studio, show):
    project, task_type = show
    place = {"project_id": project["id"], "task_type_id": task_type["id"]}
    studio.make("/data/schedule-items", **place)

    refused = studio.admin.post("/data/schedule-items", {**place, "man_days": 4})

    assert refused.status == 400
    assert len(studio.get(f"/data/projects/{project['id']}/schedule-items").body) == 1


def test_a_supervisor_moves_the_bars_of_the_own_department_only(studio, show):
    studio.sequence(show[0])
    (bar,) = bars(studio.admin, show).body
    path, change = f"/data/schedule-items/{bar['id']}", {"man_days": 12}
    own = studio.as_("supervisor", show[0], departments=[show[1]["department_id"]])
    other = studio.as_("supervisor", show[0], departments=[studio.department()["id"]])

    assert other.put(path, change).status == 403
    assert studio.as_("manager elsewhere", show[0]).put(path, change).status == 403
    assert bars(studio.admin, show).body[0]["man_days"] is None
    assert own.put(path, change).body["man_days"] == 12


def test_days_that_are_still_being_typed_change_nothing(studio, show):
    studio.sequence(show[0])
    (bar,) = bars(studio.admin, show).body

    reply = studio.admin.put(f"/data/schedule-items/{bar['id']}", {"man_days": "12", "end_date": "2030-01-02"})

    assert (reply.body["man_days"], reply.body["end_date"]) == (None, "2030-01-02")


def test_the_bars_of_whole_task_types_are_those_in_use_that_the_production_has_chosen(studio, show):
    project, used = show
    chosen = studio.task_type()
    shot = studio.shot(project)
    studio.task(project, shot, used), studio.task(project, shot, chosen)
    path = f"/data/projects/{project['id']}/schedule-items/task-types"

    everything = studio.get(path).body
    studio.make(f"/data/projects/{project['id']}/settings/task-types", task_type_id=chosen["id"])
    narrowed = studio.get(path).body

    assert {one["task_type_id"] for one in everything} == {used["id"], chosen["id"]}
    assert [one["task_type_id"] for one in narrowed] == [chosen["id"]]


def test_what_is_cancelled_or_removed_has_no_bar(studio, show):
    project = show[0]
    cut = studio.make(f"/data/projects/{project['id']}/edits", name="Cut")
    sequence = studio.sequence(project)
    bars(studio.admin, show), bars(studio.admin, show, "edits")

    studio.admin.put(f"/data/entities/{cut['id']}", {"canceled": True})
    studio.admin.delete(f"/data/sequences/{sequence['id']}?force=true")

    assert bars(studio.admin, show, "edits").body == []
    kept = studio.get(f"/data/projects/{project['id']}/schedule-items").body
    assert [one["object_id"] for one in kept] == [cut["id"]]


@pytest.mark.parametrize("who", ["vendor", "manager elsewhere", "nobody"])
def test_others_see_no_schedule_and_make_no_bars(studio, show, who):
    studio.sequence(show[0])

    assert bars(studio.as_(who, show[0]), show).status == (401 if who == "nobody" else 403)
    assert studio.get(f"/data/projects/{show[0]['id']}/schedule-items").body == []


def test_there_are_no_bars_of_a_task_type_that_is_not_there(studio, show):
    project, _ = show
    studio.sequence(project)
    unknown = (project, {"id": "5f0b7a43-5e3c-4d70-9f10-0d1c9a3c7a11"})

    assert bars(studio.admin, unknown).status == 400
    assert studio.get(f"/data/projects/{project['id']}/schedule-items").body == []
