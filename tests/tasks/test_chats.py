"""People take part in the chats of entities that they may see."""

import pytest

from tests.tasks.world import world


@pytest.fixture
def show(studio):
    return world(studio)


def join(client, entity):
    return client.post(f"/actions/user/chats/{entity['id']}/join")


def test_an_entity_has_one_chat_whoever_joins_first(show):
    first, second = show.as_("user"), show.as_("supervisor")

    chats = {join(client, show.shot).body["id"] for client in (first, second, first)}

    assert len(chats) == 1
    own = second.get("/data/user/chats").body
    assert [(chat["object_id"], chat["project_id"]) for chat in own] == [(show.shot["id"], show.project["id"])]


def test_who_leaves_has_the_chat_no_more(show):
    artist = show.as_("user")
    join(artist, show.shot)

    for _ in range(2):
        assert artist.delete(f"/actions/user/chats/{show.shot['id']}/join").status == 204
    assert artist.get("/data/user/chats").body == []


@pytest.mark.parametrize(
    ("who", "status"), [("nobody", 401), ("manager elsewhere", 403), ("vendor", 403), ("client", 200)]
)
def test_only_who_may_see_the_entity_joins(studio, show, who, status):
    assert join(show.as_(who), show.shot).status == status
    assert len(studio.get("/data/chats").body) == (status == 200)


def test_a_chat_with_messages_is_kept(studio, show):
    chat = join(studio.admin, show.shot).body
    message = studio.make("/data/chat-messages", chat_id=chat["id"], person_id=studio.admin.user["id"], text="hello")

    assert studio.admin.delete(f"/data/chats/{chat['id']}").status == 400
    studio.admin.delete(f"/data/chat-messages/{message['id']}")
    assert studio.admin.delete(f"/data/chats/{chat['id']}").status == 204
