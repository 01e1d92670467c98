"""Whoever comments moves the task and tells whom it concerns; everybody reads what is theirs, and nobody more."""

import pytest

from tests.tasks.world import world


@pytest.fixture
def show(studio):
    return world(studio)


@pytest.fixture
def wip(studio):
    return studio.status(name="WIP", short_name="wip", is_wip=True)


@pytest.fixture
def feedback(studio):
    return studio.status(name="Feedback", short_name="wfa", is_feedback_request=True)


def post(client, task, status, text="words", **values):
    body = {"task_status_id": status["id"], "comment": text, **values}
    return client.post(f"/actions/tasks/{task['id']}/comment", body)


def texts(client, task):
    reply = client.get(f"/data/tasks/{task['id']}/comments")
    assert reply.status == 200, reply
    return [comment["text"] for comment in reply.body]


def test_a_comment_moves_its_task_and_is_told_in_the_order_in_which_it_happened(studio, show, feedback):
    posted = post(studio.admin, show.task, feedback)

    assert (posted.status, posted.body["task_status"]["id"]) == (201, feedback["id"])
    after = show.read(show.task)
    assert (after["task_status_id"], after["end_date"] is not None) == (feedback["id"], True)
    events = [event["name"] for event in studio.get("/data/events/last?limit=5").body]
    assert events == ["news:new", "task:to-review", "task:status-changed", "task:update", "comment:new"]


def test_those_who_work_on_a_task_or_follow_it_are_told_and_the_author_is_not(studio, show, wip):
    artist, follower = show.as_("user"), show.as_("supervisor")
    studio.admin.put(f"/data/tasks/{show.task['id']}", {"assignees": [artist.user["id"]]})
    follower.post(f"/actions/user/tasks/{show.task['id']}/subscribe")

    post(artist, show.task, wip, "started")

    kinds = [note["notification_type"] for note in artist.get("/data/user/notifications").body]
    assert kinds == ["assignation"]
    assert [note["comment_text"] for note in follower.get("/data/user/notifications").body] == ["started"]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("nobody", 401), ("user", 403), ("vendor", 403), ("manager elsewhere", 403), ("supervisor", 201),
        ("client", 201), ("manager", 201), ("admin", 201),
    ],
)  # fmt: skip
def test_only_those_comment_whose_work_it_is_to_do_or_to_judge(studio, show, wip, who, status):
    assert post(show.as_(who), show.task, wip).status == status
    assert (show.read(show.task)["task_status_id"] == wip["id"]) == (status == 201)


def test_a_supervisor_comments_on_the_work_of_their_departments(studio, show, wip):
    supervisor = show.as_("supervisor", departments=[show.departments[0]["id"]])

    assert post(supervisor, show.task, wip).status == 201
    assert post(supervisor, show.asset_task, wip).status == 403


def test_an_artist_does_not_give_a_status_that_is_not_for_artists(studio, show):
    artist, final = show.as_("user"), studio.status(is_artist_allowed=False)
    studio.admin.put(f"/data/tasks/{show.task['id']}", {"assignees": [artist.user["id"]]})

    assert post(artist, show.task, final).status == 403
    assert texts(artist, show.task) == []


def test_who_is_named_may_answer_but_not_move_the_task(studio, show, wip):
    mate = show.as_("user")
    name = mate.user["full_name"]
    post(studio.admin, show.task, wip, f"what do you think @{name}")

    assert post(mate, show.task, wip, "fine").status == 201
    assert post(mate, show.task, studio.status()).status == 403
    assert post(mate, show.asset_task, wip).status == 403


def test_only_managers_say_who_wrote_a_comment_when_and_that_clients_see_it(studio, show, wip):
    artist = show.as_("user")
    said = {"person_id": artist.user["id"], "created_at": "2024-03-05 10:20:30", "for_client": True}

    by_manager = post(show.as_("manager"), show.task, wip, **said).body
    by_supervisor = post(show.as_("supervisor"), show.task, wip, **said).body

    assert (by_manager["person_id"], by_manager["created_at"]) == (artist.user["id"], "2024-03-05T10:20:30")
    assert (by_supervisor["for_client"], by_supervisor["person_id"] == artist.user["id"]) == (False, False)


def test_a_comment_that_is_older_than_the_last_one_leaves_the_status(studio, show, wip, feedback):
    post(studio.admin, show.task, wip, created_at="2024-01-02 10:00:00")

    post(studio.admin, show.task, feedback, created_at="2024-01-01 10:00:00")

    after = show.read(show.task)
    assert (after["task_status_id"], after["end_date"]) == (wip["id"], "2024-01-01T10:00:00")


def test_hashtags_post_the_comment_on_other_tasks_which_keep_their_status(studio, show, wip):
    lighting = studio.task_type(show.project, name="Lighting")
    other = studio.task(show.project, show.shot, lighting)

    post(studio.admin, show.task, wip, "mind the lamp #lighting")

    copy = texts(studio.admin, other)[0]
    assert copy.startswith("mind the lamp #lighting\n")
    assert show.read(other)["task_status_id"] == show.read(show.asset_task)["task_status_id"]


def test_clients_read_what_is_meant_for_them_and_artists_not_what_clients_wrote(studio, show, wip):
    client, artist = show.as_("client"), show.as_("user")
    post(studio.admin, show.task, wip, "internal")
    post(studio.admin, show.task, wip, "to the client", for_client=True)
    post(client, show.task, wip, "by the client")

    assert texts(client, show.task) == ["by the client", "to the client"]
    assert texts(artist, show.task) == ["to the client", "internal"]
    assert texts(show.as_("supervisor"), show.task) == ["by the client", "to the client", "internal"]


def test_clients_of_a_production_that_isolates_them_do_not_read_each_other(studio, show, wip):
    studio.admin.put(f"/data/projects/{show.project['id']}", {"is_clients_isolated": True})
    one, other = show.as_("client"), show.as_("client")
    comment = post(one, show.task, wip, "by one").body

    assert texts(other, show.task) == []
    assert other.get(f"/data/comments/{comment['id']}").status == 403


@pytest.mark.parametrize("who", ["nobody", "user elsewhere", "manager elsewhere", "vendor"])
def test_others_read_no_comments(studio, show, wip, who):
    comment = post(studio.admin, show.task, wip).body

    refused = {
        show.as_(who).get(path).status
        for path in (f"/data/tasks/{show.task['id']}/comments", f"/data/comments/{comment['id']}")
    }

    assert refused == {401 if who == "nobody" else 403}


def test_an_author_edits_their_words_and_mentions_are_told_anew(studio, show, wip):
    artist, first, second = show.as_("user"), show.as_("user"), show.as_("user")
    studio.admin.put(f"/data/tasks/{show.task['id']}", {"assignees": [artist.user["id"]]})
    comment = post(artist, show.task, wip, f"look @{first.user['full_name']}").body

    edited = artist.put(f"/data/comments/{comment['id']}", {"text": f"look @{second.user['full_name']}"})

    assert (edited.status, edited.body["editor_id"]) == (200, artist.user["id"])
    told = [[n["notification_type"] for n in p.get("/data/user/notifications").body] for p in (first, second)]
    assert told == [[], ["mention"]]


@pytest.mark.parametrize(
    "change", [{"text": "other"}, {"for_client": True}, {"pinned": True}, {"task_status_id": "wip"}]
)
def test_who_only_reads_a_comment_changes_nothing_of_it(studio, show, wip, change):
    comment = post(studio.admin, show.task, studio.status()).body
    body = change | ({"task_status_id": wip["id"]} if "task_status_id" in change else {})

    assert show.as_("user").put(f"/data/comments/{comment['id']}", body).status == 403
    kept = studio.get(f"/data/comments/{comment['id']}").body
    assert all(kept[name] == comment[name] for name in change)


def test_a_deleted_comment_takes_its_news_and_notifications_along_and_its_task_goes_back(studio, show, wip, feedback):
    artist = show.as_("user")
    studio.admin.put(f"/data/tasks/{show.task['id']}", {"assignees": [artist.user["id"]]})
    post(studio.admin, show.task, wip)
    last = post(studio.admin, show.task, feedback).body

    assert studio.admin.delete(f"/data/comments/{last['id']}").status == 204

    assert show.read(show.task)["task_status_id"] == wip["id"]
    news = studio.get(f"/data/projects/{show.project['id']}/news").body
    assert (news["total"], last["id"] in str(news)) == (1, False)
    assert last["id"] not in str(artist.get("/data/user/notifications").body)


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor", "manager elsewhere"])
def test_nobody_but_its_author_and_managers_deletes_a_comment(studio, show, wip, who):
    comment = post(studio.admin, show.task, wip, for_client=True).body

    assert show.as_(who).delete(f"/data/comments/{comment['id']}").status == 403
    assert texts(studio.admin, show.task) == ["words"]


def test_a_moved_comment_is_found_on_its_new_task_by_the_same_id(studio, show, wip):
    other = studio.task(show.project, show.shot, studio.task_type(show.project))
    comment = post(studio.admin, show.task, wip).body

    path = f"/actions/tasks/{show.task['id']}/comments/{comment['id']}/move"
    moved = studio.admin.post(path, {"target_task_id": other["id"]})

    assert (moved.status, moved.body.get("object_id")) == (200, other["id"]), moved
    assert (texts(studio.admin, show.task), texts(studio.admin, other)) == ([], ["words"])
    assert studio.get(f"/data/comments/{comment['id']}").body["object_id"] == other["id"]
    assert (show.read(show.task)["task_status_id"] == wip["id"], show.read(other)["task_status_id"]) == (
        False,
        wip["id"],
    )


def test_a_department_of_many_is_told_whole(studio, show, wip):
    crew = [show.as_("user", departments=[show.departments[0]["id"]]) for _ in range(25)]

    post(studio.admin, show.task, wip, f"all of @{show.departments[0]['name']}")

    assert all(len(member.get("/data/user/notifications").body) == 1 for member in crew)


def test_an_edit_and_a_deletion_reach_a_department_of_many(studio, show, wip):
    crew = [show.as_("user", departments=[show.departments[0]["id"]]) for _ in range(15)]
    name = show.departments[0]["name"]
    comment = post(studio.admin, show.task, wip, f"all of @{name}").body
    told = lambda: {len(one.get("/data/user/notifications").body) for one in crew}  # noqa: E731

    edited = studio.admin.put(f"/data/comments/{comment['id']}", {"text": f"again, all of @{name}"})
    assert (edited.status, told()) == (200, {1})

    assert studio.admin.delete(f"/data/comments/{comment['id']}").status == 204
    assert told() == {0}
