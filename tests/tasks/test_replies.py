"""A thread under a comment: who may answer, who is told, and what goes when it is taken back."""

import pytest

from tests.tasks.world import world


@pytest.fixture
def show(studio):
    return world(studio)


@pytest.fixture
def wip(studio):
    return studio.status(is_wip=True)


def path(task, comment, rest):
    return f"/data/tasks/{task['id']}/comments/{comment['id']}/{rest}"


def answer(client, task, comment, text="a reply"):
    return client.post(path(task, comment, "reply"), {"text": text})


def test_a_reply_is_told_to_the_author_and_to_those_who_have_spoken(studio, show, wip):
    manager, supervisor = show.as_("manager"), show.as_("supervisor")
    comment = studio.comment(show.task, wip, by=manager)

    answer(supervisor, show.task, comment, "first")
    reply = answer(studio.admin, show.task, comment, "second")

    assert reply.body["person"]["id"] == studio.admin.user["id"]
    assert [n["reply_text"] for n in manager.get("/data/user/notifications").body] == ["second", "first"]
    assert [n["reply_text"] for n in supervisor.get("/data/user/notifications").body] == ["second"]


@pytest.mark.parametrize("who", ["user", "vendor", "manager elsewhere"])
def test_who_has_nothing_to_do_with_the_task_does_not_reply(studio, show, wip, who):
    comment = studio.comment(show.task, wip)

    assert answer(show.as_(who), show.task, comment).status == 403
    assert studio.get(f"/data/comments/{comment['id']}").body["replies"] == []


@pytest.mark.parametrize(("who", "status"), [("client", 200), ("manager", 200), ("supervisor", 403)])
def test_where_clients_read_along_only_they_and_managers_reply(studio, show, wip, who, status):
    comment = studio.comment(show.task, wip, for_client=True)

    assert answer(show.as_(who), show.task, comment).status == status


def test_a_comment_is_answered_on_its_own_task_only(studio, show, wip):
    comment = studio.comment(show.task, wip)

    assert answer(studio.admin, show.asset_task, comment).status == 403


def test_a_reply_that_is_taken_back_takes_its_notifications_along(studio, show, wip):
    manager, supervisor = show.as_("manager"), show.as_("supervisor")
    comment = studio.comment(show.task, wip, by=manager)
    reply = answer(supervisor, show.task, comment).body

    assert manager.delete(path(show.task, comment, f"reply/{reply['id']}")).status == 403
    assert supervisor.delete(path(show.task, comment, f"reply/{reply['id']}")).body["replies"] == []
    assert manager.get("/data/user/notifications").body == []


def test_a_nod_is_given_and_taken_back(studio, show, wip):
    comment, artist = studio.comment(show.task, wip), show.as_("user")

    nods = [artist.post(path(show.task, comment, "ack")).body["acknowledgements"] for _ in range(2)]

    assert nods == [[artist.user["id"]], []]
    assert show.as_("manager elsewhere").post(path(show.task, comment, "ack")).status == 403


def test_files_are_added_by_the_author_and_go_with_their_comment(studio, show, wip):
    manager = show.as_("manager")
    comment = studio.comment(show.task, wip, by=manager)
    address = f"/actions/tasks/{show.task['id']}/comments/{comment['id']}/add-attachment"

    assert show.as_("supervisor").upload(address, "a.txt", b"words").status == 403
    added = manager.upload(address, "folder/notes.TXT", b"words").body

    assert [(file["name"], file["extension"], file["size"]) for file in added] == [("notes.TXT", "txt", 5)]
    assert len(studio.get(f"/data/tasks/{show.task['id']}/attachment-files").body) == 1
    manager.delete(f"/data/comments/{comment['id']}")
    assert studio.get(f"/data/tasks/{show.task['id']}/attachment-files").body == []
