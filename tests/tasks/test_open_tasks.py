"""What is open everywhere: counted over all pages, narrowed to what one may see, burnt down day by day."""

import pytest

from tests.tasks.world import world


@pytest.fixture
def show(studio):
    return world(studio)


def test_figures_count_all_pages(studio, show):
    studio.admin.put(f"/data/tasks/{show.task['id']}", {"estimation": 480})

    page = studio.get("/data/tasks/open-tasks?limit=1&page=1").body
    last = studio.get("/data/tasks/open-tasks?limit=1&page=2").body

    assert (page["is_more"], last["is_more"]) == (True, False)
    assert page["stats"] == last["stats"]
    assert (page["stats"]["total"], page["stats"]["total_estimation"]) == (2, 480)
    assert {page["data"][0]["id"], last["data"][0]["id"]} == {show.task["id"], show.asset_task["id"]}


def test_filters_narrow_what_is_open(studio, show):
    artist = studio.person()
    studio.admin.put(f"/actions/tasks/{show.task['id']}/assign", {"person_id": artist["id"]})

    def ids(query: str) -> list[str]:
        return [task["id"] for task in studio.get(f"/data/tasks/open-tasks?{query}").body["data"]]

    assert ids(f"person_id={artist['id']}") == [show.task["id"]]
    assert ids("person_id=unassigned") == [show.asset_task["id"]]
    assert ids(f"task_type_id={show.modeling['id']}") == [show.asset_task["id"]]
    assert ids("due_date=2020-01-01") == []
    assert studio.get("/data/tasks/open-tasks?start_date=soon").status == 400


@pytest.mark.parametrize("who", ["user", "manager elsewhere"])
def test_a_stranger_sees_nothing_and_may_not_ask(studio, show, who):
    stranger = studio.as_(who)

    assert stranger.get("/data/tasks/open-tasks").body["data"] == []
    assert stranger.get("/data/tasks/open-tasks/stats").body == {}
    assert stranger.get(f"/data/tasks/open-tasks?project_id={show.project['id']}").status == 403


def test_a_vendor_sees_their_own_and_a_client_no_plans(studio, show):
    studio.admin.put(f"/data/tasks/{show.task['id']}", {"estimation": 480})

    assert show.as_("vendor").get("/data/tasks/open-tasks").body["data"] == []
    for_client = show.as_("client").get("/data/tasks/open-tasks").body
    assert {task["estimation"] for task in for_client["data"]} == {0}
    assert for_client["stats"]["total_estimation"] == 0


def test_what_is_done_burns_down(studio, show):
    studio.admin.put(f"/data/tasks/{show.task['id']}", {"estimation": 480, "start_date": "2099-01-01"})
    studio.comment(show.task, studio.status(is_done=True))

    burnt = studio.get("/data/tasks/open-tasks/burndown").body

    assert burnt["done_by_day"] == [{"date": "2099-01-01", "done": 1, "done_estimation": 480}]
    assert (burnt["total"], burnt["start_date"]) == (2, "2099-01-01")
