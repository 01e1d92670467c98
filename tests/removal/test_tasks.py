"""A task about which something was said goes only when it is forced, and then all of it goes."""

import pytest

from tests.tasks.world import world


@pytest.fixture
def show(studio):
    return world(studio)


def test_a_task_that_nobody_talked_about_goes(studio, show):
    assert studio.admin.delete(f"/data/tasks/{show.task['id']}").status == 204

    assert studio.get(f"/data/tasks/{show.task['id']}").status == 404
    assert studio.get(f"/data/shots/{show.shot['id']}/tasks").body == []
    event = studio.events("task:delete")[0]
    assert event["data"] == {
        "task_id": show.task["id"], "entity_id": show.shot["id"], "task_type_id": show.animation["id"],
        "project_id": show.project["id"],
    }  # fmt: skip


def test_a_task_goes_with_what_was_said_and_followed(studio, show):
    artist = show.as_("user")
    studio.admin.put(f"/actions/tasks/{show.task['id']}/assign", {"person_id": artist.user["id"]})
    artist.post(f"/actions/user/tasks/{show.task['id']}/subscribe")
    comment = studio.comment(show.task, studio.status(), "Again, please")
    assert len(artist.get("/data/user/notifications").body) == 2

    refused = studio.admin.delete(f"/data/tasks/{show.task['id']}")
    kept = studio.get(f"/data/comments/{comment['id']}").status
    forced = studio.admin.delete(f"/data/tasks/{show.task['id']}?force=true")

    assert (refused.status, kept, forced.status) == (400, 200, 204)
    assert studio.get(f"/data/comments/{comment['id']}").status == 404
    assert artist.get("/data/user/notifications").body == []
    assert studio.get(f"/data/projects/{show.project['id']}/news").body["data"] == []
    assert studio.get(f"/data/persons/{artist.user['id']}/tasks").body == []


def test_a_task_may_be_made_anew_when_it_is_gone(studio, show):
    studio.admin.delete(f"/data/tasks/{show.task['id']}")

    again = studio.task(show.project, show.shot, show.animation)

    assert [one["id"] for one in studio.get(f"/data/shots/{show.shot['id']}/tasks").body] == [again["id"]]


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor", "manager elsewhere"])
def test_only_a_manager_of_its_production_removes_a_task(studio, show, who):
    somebody, place = show.as_(who), f"/actions/projects/{show.project['id']}"

    replies = [
        somebody.delete(f"/data/tasks/{show.task['id']}?force=true"),
        somebody.post(f"{place}/delete-tasks", [show.task["id"]]),
        somebody.delete(f"{place}/task-types/{show.animation['id']}/delete-tasks"),
    ]

    assert {reply.status for reply in replies} == {403}
    assert studio.get(f"/data/tasks/{show.task['id']}").status == 200


def test_a_manager_removes_nothing_of_another_production(studio, show):
    elsewhere = studio.project()
    manager = studio.as_("manager", elsewhere)

    reply = manager.post(f"/actions/projects/{elsewhere['id']}/delete-tasks", [show.task["id"]])

    assert (reply.status, reply.body) == (200, [show.task["id"]])
    assert studio.get(f"/data/tasks/{show.task['id']}").status == 200


def test_all_tasks_of_a_type_go_at_once(studio, show):
    shots = [studio.shot(show.project) for _ in range(15)]
    for shot in shots:
        studio.task(show.project, shot, show.animation)

    path = f"/actions/projects/{show.project['id']}/task-types/{show.animation['id']}/delete-tasks"
    assert studio.admin.delete(path).status == 204

    assert [one["id"] for one in studio.get(f"/data/projects/{show.project['id']}/tasks").body] == [
        show.asset_task["id"]
    ]


def test_a_picture_of_a_task_that_goes_stands_for_its_shot_no_more(studio, show):
    preview = studio.make(
        "/data/preview-files", name="a", revision=1, extension="png", status="ready", task_id=show.task["id"]
    )
    studio.admin.put(f"/data/entities/{show.shot['id']}", {"preview_file_id": preview["id"]})

    assert studio.admin.delete(f"/data/tasks/{show.task['id']}").status == 400
    assert studio.admin.delete(f"/data/tasks/{show.task['id']}?force=true").status == 204

    assert studio.get(f"/data/preview-files/{preview['id']}").status == 404
    assert studio.get(f"/data/entities/{show.shot['id']}").body["preview_file_id"] is None
