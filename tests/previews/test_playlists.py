"""A supervisor makes a playlist for a review; clients see those that are meant for them, and each pair comes once."""

import pytest

from tests.previews.world import World


@pytest.fixture
def world(studio):
    return World(studio)


def playlist(world, **values):
    return world.studio.make(
        "/data/playlists", name=values.pop("name", "Monday"), project_id=world.project["id"], **values
    )


@pytest.mark.parametrize(
    ("who", "status"),
    [("manager", 201), ("supervisor", 201), ("user", 403), ("client", 403), ("vendor", 403),
     ("manager elsewhere", 403)],
)  # fmt: skip
def test_managers_and_supervisors_make_playlists(world, who, status):
    made = world.studio.as_(who, world.project).post(
        "/data/playlists", {"name": "Monday", "project_id": world.project["id"]}
    )

    assert made.status == status
    assert len(world.get("/data/playlists").body) == (1 if status == 201 else 0)


@pytest.mark.parametrize(
    ("who", "status"),
    [("manager", 200), ("supervisor", 403), ("user", 403), ("client", 403), ("vendor", 403),
     ("manager elsewhere", 403)],
)  # fmt: skip
def test_a_supervisor_changes_only_playlists_of_their_own(world, who, status):
    made = playlist(world)

    assert world.studio.as_(who, world.project).put(f"/data/playlists/{made['id']}", {"name": "New"}).status == status
    assert world.get(f"/data/playlists/{made['id']}").body["name"] == ("New" if status == 200 else "Monday")


def test_a_client_sees_what_is_meant_for_clients(world):
    inside, outside = playlist(world), playlist(world, name="For clients", for_client=True)
    client = world.studio.as_("client", world.project)

    assert [one["id"] for one in client.get("/data/playlists").body] == [outside["id"]]
    assert [one["id"] for one in client.get(f"/data/projects/{world.project['id']}/playlists").body] == [outside["id"]]
    assert client.get(f"/data/playlists/{inside['id']}").status == 403
    assert client.get(f"/data/projects/{world.project['id']}/playlists/{outside['id']}").status == 200


def test_a_preview_of_another_entity_is_not_shown_for_this_one(world):
    preview, other = world.picture(), world.studio.shot(world.project)
    foreign = {"entity_id": other["id"], "preview_file_id": preview["id"]}

    made = playlist(world, shots=[foreign, {"preview_file_id": preview["id"]}, "nothing"])

    assert made["shots"] == [{"entity_id": other["id"], "preview_file_id": None}]


def test_an_entity_is_added_in_its_latest_preview_and_once(world):
    made, _, latest = playlist(world), world.picture(), world.picture()
    path = f"/actions/playlists/{made['id']}/add-entity"

    world.admin.post(path, {"entity_id": world.shot["id"]})
    again = world.admin.post(path, {"entity_id": world.shot["id"], "preview_file_id": latest["id"]})

    assert again.body["shots"] == [{"entity_id": world.shot["id"], "preview_file_id": latest["id"]}]
    assert len(world.studio.events("playlist:add_entity")) == 1


def test_an_entity_of_another_production_is_not_added(world):
    foreign, made = world.studio.shot(world.studio.project()), playlist(world)

    refused = world.admin.post(f"/actions/playlists/{made['id']}/add-entity", {"entity_id": foreign["id"]})

    assert refused.status == 404
    assert world.get(f"/data/playlists/{made['id']}").body["shots"] is None


def test_a_playlist_shows_its_entries_with_all_their_revisions(world):
    first, latest = world.picture(), world.picture()
    made = playlist(world, shots=[{"entity_id": world.shot["id"], "preview_file_id": first["id"]}])

    entry = world.get(f"/data/projects/{world.project['id']}/playlists/{made['id']}").body["shots"][0]

    assert (entry["preview_file_id"], entry["preview_file_revision"], entry["preview_file_status"]) == (
        first["id"],
        1,
        "Ready",
    )
    assert [one["id"] for one in entry["preview_files"][world.type["id"]]] == [latest["id"], first["id"]]


def test_the_clients_of_the_team_are_told_that_a_playlist_is_ready(world):
    made = playlist(world, for_client=True)
    client, artist = (world.studio.as_(who, world.project) for who in ("client", "user"))

    world.admin.post(f"/data/playlists/{made['id']}/notify-clients")

    assert [one["playlist_id"] for one in client.get("/data/user/notifications").body] == [made["id"]]
    assert artist.get("/data/user/notifications").body == []


def test_the_latest_previews_of_tasks_are_shown_to_those_who_may_see_them(world):
    world.picture()
    latest = world.picture()
    path = f"/data/projects/{world.project['id']}/playlists/temp"
    body = {"task_ids": [world.task["id"]]}

    assert [one["preview_file_id"] for one in world.admin.post(path, body).body] == [latest["id"]]
    assert world.admin.post(path, {"entity_ids": [world.shot["id"]]}).body == world.admin.post(path, body).body
    assert world.studio.as_("vendor", world.project).post(path, body).status == 403
    assert world.admin.post(f"/data/projects/{world.studio.project()['id']}/playlists/temp", body).status == 404
