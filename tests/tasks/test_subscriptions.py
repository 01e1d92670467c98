"""Whoever follows something is told of it, once, and boards know that it changed."""

import pytest

from tests.tasks.world import world


@pytest.fixture
def show(studio):
    return world(studio)


def subscribe(client, task):
    return client.post(f"/actions/user/tasks/{task['id']}/subscribe")


def follows(client, task):
    return client.get(f"/data/user/tasks/{task['id']}/subscribed").body


def test_subscribing_twice_is_one_subscription(show):
    artist = show.as_("user")

    first, second = subscribe(artist, show.task), subscribe(artist, show.task)

    assert (first.status, second.status, first.body["id"]) == (201, 201, second.body["id"])
    assert follows(artist, show.task) is True


def test_who_ends_a_subscription_is_told_no_more(studio, show):
    artist = show.as_("user")
    subscribe(artist, show.task)

    for _ in range(2):
        assert artist.delete(f"/actions/user/tasks/{show.task['id']}/unsubscribe").status == 204
    studio.comment(show.task, studio.status())

    assert (follows(artist, show.task), artist.get("/data/user/notifications").body) == (False, [])


def test_who_follows_a_type_in_a_sequence_is_told_of_its_shots(studio, show):
    artist, sequence = show.as_("user"), show.shot["parent_id"]
    path = f"/actions/user/sequences/{sequence}/task-types/{show.animation['id']}"

    assert artist.post(f"{path}/subscribe").status == 201
    studio.comment(show.task, studio.status())
    studio.comment(show.asset_task, studio.status())

    assert [note["task_id"] for note in artist.get("/data/user/notifications").body] == [show.task["id"]]


@pytest.mark.parametrize(
    ("who", "status"), [("nobody", 401), ("manager elsewhere", 403), ("vendor", 403), ("client", 201)]
)
def test_only_who_may_see_a_task_follows_it(show, who, status):
    assert subscribe(show.as_(who), show.task).status == status


def test_nothing_is_followed_when_one_of_several_tasks_is_not_to_be_seen(studio, show):
    artist = show.as_("user")
    elsewhere = world_of_another(studio)

    refused = artist.post("/actions/user/tasks/subscribe", {"task_ids": [show.task["id"], elsewhere["id"]]})

    assert (refused.status, follows(artist, show.task)) == (403, False)


def world_of_another(studio):
    project = studio.project()
    return studio.task(project, studio.shot(project), studio.task_type(project))


def test_many_tasks_are_followed_at_once(studio, show):
    tasks = [studio.task(show.project, studio.shot(show.project), show.animation) for _ in range(22)]
    ids = [task["id"] for task in tasks]

    made = studio.admin.post("/actions/user/tasks/subscribe", {"task_ids": ids})

    assert [one["task_id"] for one in made.body] == ids
    assert studio.admin.post("/actions/user/tasks/unsubscribe", {"task_ids": ids}).body == ids
    assert not follows(studio.admin, tasks[-1])
