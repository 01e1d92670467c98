"""Notifications are a person's own: what they are about, what was read, and nobody else's business."""

import pytest

from tests.tasks.world import world


@pytest.fixture
def show(studio):
    return world(studio)


@pytest.fixture
def told(studio, show):
    """Return an artist who was told of a comment, and the notification."""
    artist = show.as_("user")
    studio.admin.put(f"/data/tasks/{show.task['id']}", {"assignees": [artist.user["id"]]})
    studio.comment(show.task, studio.status(), "look at this")
    return artist, own(artist, type="comment")[0]


def own(client, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    reply = client.get(f"/data/user/notifications?{query}")
    assert reply.status == 200, reply
    return reply.body


def test_a_notification_says_what_it_is_about(studio, show, told):
    _, note = told

    assert (note["comment_text"], note["change"], note["read"]) == ("look at this", True, False)
    assert (note["project_name"], note["task_id"]) == (show.project["name"], show.task["id"])
    assert note["full_entity_name"].endswith(f" / {show.shot['name']}")


def test_an_artist_is_not_shown_the_words_of_clients(studio, show, told):
    artist, _ = told
    studio.comment(show.task, studio.status(), "not pretty", by=show.as_("client"))

    assert own(artist, type="comment")[0]["comment_text"] == ""


def test_what_was_read_stays_read_until_it_is_unread_again(studio, told):
    artist, note = told

    artist.put(f"/data/user/notifications/{note['id']}", {"read": True})
    assert [one["id"] for one in own(artist, read="true")] == [note["id"]]
    artist.put(f"/data/user/notifications/{note['id']}", {"read": False})
    assert note["id"] in [one["id"] for one in own(artist, read="false")]


def test_all_are_read_at_once(told):
    artist, _ = told

    assert artist.post("/actions/user/notifications/mark-all-as-read").body == {"success": True}

    assert own(artist, read="false") == []
    assert artist.get("/data/user/context").body["notification_count"] == 0


def test_a_notification_is_nobody_else_s(studio, show, told):
    artist, note = told
    address = f"/data/user/notifications/{note['id']}"

    for other in (studio.admin, show.as_("manager")):
        assert (other.get(address).status, other.put(address, {"read": True}).status) == (404, 404)
    assert own(artist, read="true") == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"type": "mention"}, 0), ({"after": "2099-01-01"}, 0), ({"before": "2099-01-01"}, 1),
        ({"watching": "true"}, 0),
        ({"task_type_id": "animation"}, 1), ({"task_type_id": "modeling"}, 0),
    ],
)  # fmt: skip
def test_notifications_are_filtered(show, told, asked, found):
    artist, _ = told
    ids = {"animation": show.animation["id"], "modeling": show.modeling["id"]}
    query = {"type": "comment"} | {name: ids.get(value, value) for name, value in asked.items()}

    assert len(own(artist, **query)) == found


@pytest.mark.parametrize("asked", ["after=soon", "task_type_id=nope", "task_status_id=nope", "read=perhaps"])
def test_a_filter_that_makes_no_sense_is_refused(studio, asked):
    assert studio.get(f"/data/user/notifications?{asked}").status == 400
