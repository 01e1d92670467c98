"""Many comments at once: each is judged by itself, and what came before a refusal stays."""

import pytest

from tests.tasks.world import world


@pytest.fixture
def show(studio):
    return world(studio)


def many(client, show, *entries):
    return client.post(f"/actions/projects/{show.project['id']}/tasks/comment-many", list(entries))


def entry(task, status, text="words"):
    return {"object_id": task["id"], "task_status_id": status["id"], "comment": text}


def said_on(studio, task):
    return [comment["text"] for comment in studio.get(f"/data/tasks/{task['id']}/comments").body]


def test_each_task_gets_its_own_comment(studio, show):
    status = studio.status()

    made = many(studio.admin, show, entry(show.task, status, "one"), entry(show.asset_task, status, "two"))

    assert (made.status, [comment["text"] for comment in made.body]) == (201, ["one", "two"])
    assert (said_on(studio, show.task), said_on(studio, show.asset_task)) == (["one"], ["two"])


def test_others_tasks_are_passed_over(studio, show):
    animators, _ = show.departments
    supervisor = show.as_("supervisor", departments=[animators["id"]])
    status = studio.status()

    made = many(supervisor, show, entry(show.task, status), entry(show.asset_task, status))

    assert [comment["object_id"] for comment in made.body] == [show.task["id"]]
    for who in ("user", "client", "vendor", "manager elsewhere"):
        assert many(show.as_(who), show, entry(show.task, status)).body == []


def test_a_refusal_in_the_middle_keeps_what_came_before(studio, show):
    studio.admin.put(f"/data/projects/{show.project['id']}", {"max_retakes": 1})
    retake = studio.status(is_retake=True)
    studio.comment(show.asset_task, retake)

    refused = many(studio.admin, show, entry(show.task, retake, "fine"), entry(show.asset_task, retake, "too many"))

    assert refused.status == 400
    assert (said_on(studio, show.task), "too many" in said_on(studio, show.asset_task)) == (["fine"], False)


@pytest.mark.parametrize("body", [{}, ["word"], [{"object_id": "nope", "task_status_id": "nope", "comment": ""}]])
def test_what_is_no_list_of_comments_is_refused(studio, show, body):
    path = f"/actions/projects/{show.project['id']}/tasks/comment-many"

    assert studio.admin.post(path, body).status == 400


def test_the_last_words_of_clients_are_passed_on_by_managers(studio, show):
    client, status = show.as_("client"), studio.status()
    for text in ("too dark", "still too dark"):
        studio.comment(show.task, status, text, by=client)
    path = f"/actions/projects/{show.project['id']}/tasks/copy-client-comments"
    body = {"task_ids": [show.task["id"], show.asset_task["id"]], "prefix": "The client says:"}

    assert show.as_("supervisor").post(path, body).status == 403
    made = show.as_("manager").post(path, body).body

    assert [comment["text"] for comment in made] == ["The client says:\n\nstill too dark"]


def test_a_batch_comments_on_several_tasks_whoever_may(studio, show):
    status = studio.status()
    body = {"comments": [{"task_id": show.task["id"], "task_status_id": status["id"], "text": "batch"}]}

    assert show.as_("user").post("/actions/tasks/batch-comment", body).status == 403
    assert studio.admin.post("/actions/tasks/batch-comment", body).status == 201
    assert said_on(studio, show.task) == ["batch"]
