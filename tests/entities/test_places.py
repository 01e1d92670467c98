"""Sharing, scenes, instances, concepts and chats: what belongs together stays in its production."""

from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.entities.chats.records import chats
from chalicelib.store import work
from tests.studio import Studio


def test_who_shares_manages_every_production_touched(studio: Studio):
    here, there = studio.project(), studio.project()
    mine, foreign = studio.asset(here), studio.asset(there)
    manager = studio.as_("manager", here)

    refused = manager.post("/actions/assets/share", {"asset_ids": [mine["id"], foreign["id"]]})

    assert refused.status == 403
    assert studio.get(f"/data/entities/{mine['id']}").body["is_shared"] is False
    assert manager.post("/actions/assets/share", {"asset_ids": [mine["id"]]}).body[0]["is_shared"] is True


def test_shared_assets_are_found_where_they_are_cast(studio: Studio):
    library, show = studio.project(), studio.project()
    shared, private, shot = studio.asset(library, is_shared=True), studio.asset(library), studio.shot(show)
    entries = [{"asset_id": one["id"], "nb_occurences": 1} for one in (shared, private)]
    studio.admin.put(f"/data/projects/{show['id']}/entities/{shot['id']}/casting", entries)

    used = studio.as_("user", show).get(f"/data/projects/{show['id']}/assets/shared-used").body

    assert [asset["id"] for asset in used] == [shared["id"]]


def test_more_assets_than_one_commit_takes_are_shared_together(studio: Studio):
    project, kind = studio.project(), studio.asset_type()
    made = {studio.asset(project, kind)["id"] for _ in range(25)}

    shared = studio.admin.post(f"/actions/projects/{project['id']}/assets/share", {}).body

    assert {asset["id"] for asset in shared if asset["is_shared"]} == made


def test_a_shot_is_made_of_a_scene_of_its_production_only(studio: Studio):
    project = studio.project()
    scene = studio.make(f"/data/projects/{project['id']}/scenes", name="SC01")
    shot, foreign = studio.shot(project), studio.shot(studio.project())
    path = f"/data/scenes/{scene['id']}/shots"

    assert studio.admin.post(path, {"shot_id": foreign["id"]}).status == 404
    assert studio.as_("user", project).post(path, {"shot_id": shot["id"]}).status == 403
    assert studio.admin.post(path, {"shot_id": shot["id"]}).body["source_id"] == scene["id"]
    assert studio.admin.delete(f"{path}/{shot['id']}").status == 204
    assert studio.get(f"/data/entities/{shot['id']}").body["source_id"] is None


def test_instances_are_numbered_in_each_scene_and_named_after_their_asset(studio: Studio):
    project = studio.project()
    asset = studio.asset(project, name="Round table, old")
    path = f"/data/projects/{project['id']}/scenes"
    first, second = (studio.make(path, name=name) for name in ("SC01", "SC02"))

    made = [
        studio.make(f"/data/scenes/{scene['id']}/asset-instances", asset_id=asset["id"])
        for scene in (first, first, second)
    ]

    assert [one["name"] for one in made] == ["Round_table_old_0001", "Round_table_old_0002", "Round_table_old_0001"]
    assert list(studio.get(f"/data/scenes/{first['id']}/asset-instances").body) == [asset["id"]]


def test_an_instance_is_seen_in_shots_of_its_production(studio: Studio):
    project = studio.project()
    asset, shot, foreign = studio.asset(project), studio.shot(project), studio.shot(studio.project())
    scene = studio.make(f"/data/projects/{project['id']}/scenes", name="SC01")
    instance = studio.make(f"/data/scenes/{scene['id']}/asset-instances", asset_id=asset["id"])
    body = {"asset_instance_id": instance["id"]}

    assert studio.admin.post(f"/data/shots/{foreign['id']}/asset-instances", body).status == 404
    assert studio.admin.post(f"/data/shots/{shot['id']}/asset-instances", body).status == 201
    assert studio.get(f"/data/entities/{shot['id']}").body["instance_casting"] == [instance["id"]]
    studio.admin.delete(f"/data/shots/{shot['id']}/asset-instances/{instance['id']}")
    assert studio.get(f"/data/shots/{shot['id']}/asset-instances").body == {}


def test_concepts_move_into_folders_of_their_production(studio: Studio):
    project, other = studio.project(), studio.project()
    folder = studio.make(f"/data/projects/{project['id']}/concept-folders", name="Heroes")
    mine = studio.make(f"/data/projects/{project['id']}/concepts", name="Sketch")
    foreign = studio.make(f"/data/projects/{other['id']}/concepts", name="Sketch")
    move = {"concept_ids": [mine["id"], foreign["id"]], "concept_folder_id": folder["id"]}

    assert studio.as_("user", project).post(f"/actions/projects/{project['id']}/move-concepts", move).status == 403
    assert studio.admin.post(f"/actions/projects/{project['id']}/move-concepts", move).body == [mine["id"]]
    studio.admin.delete(f"/data/concept-folders/{folder['id']}")
    assert studio.get(f"/data/projects/{project['id']}/concepts").body[0]["parent_id"] is None


def test_a_chat_is_made_once_and_only_participants_write(studio: Studio):
    shot = studio.shot(studio.project())
    path = f"/data/entities/{shot['id']}/chat"

    assert studio.get(path).body["id"] == studio.get(path).body["id"]
    assert studio.admin.post(f"{path}/messages", {"message": "Hello"}).status == 400
    assert studio.get(f"{path}/messages").body == []


def test_a_message_with_a_file_is_kept_until_its_author_takes_it_back(studio: Studio):
    project = studio.project()
    shot, artist = studio.shot(project), studio.person("user")
    studio.join(project, artist)
    client = studio.log_in(artist)
    path = f"/data/entities/{shot['id']}/chat"
    joined(client.get(path).body["id"], artist["id"])

    sent = client.upload(f"{path}/messages", "frame.png", b"a picture", message="Look").body
    attached = sent["attachment_files"][0]

    assert (sent["text"], attached["name"], attached["extension"], attached["size"]) == ("Look", "frame.png", "png", 9)
    assert [message["text"] for message in client.get(path).body["messages"]] == ["Look"]
    elsewhere = f"/data/entities/{studio.shot(project)['id']}/chat/messages/{sent['id']}"
    assert studio.get(elsewhere).status == 403
    assert studio.as_("manager", project).delete(f"{path}/messages/{sent['id']}").status == 403
    assert client.delete(f"{path}/messages/{sent['id']}").status == 204
    assert client.get(f"{path}/messages").body == []


def joined(chat_id: str, person_id: str) -> None:
    """Let somebody take part in a chat; the operation for it is the tasks area's."""

    def join(changes: Changes) -> None:
        changes.save(replace(chats.get(chat_id), participants=[person_id]))

    work.run(join)


def test_an_entity_type_in_use_or_built_in_stays(studio: Studio):
    project, kind = studio.project(), studio.asset_type()
    studio.asset(project, kind)
    shots = studio.get("/data/entity-types?name=Shot").body[0]

    assert studio.admin.delete(f"/data/entity-types/{kind['id']}").status == 400
    assert studio.admin.delete(f"/data/entity-types/{shots['id']}").status == 400
    assert studio.admin.put(f"/data/entity-types/{shots['id']}", {"name": "Plan"}).status == 400
    assert studio.get("/data/entity-types?name=Shot").body == [shots]


def test_the_name_of_an_entity_type_is_taken_whatever_its_case(studio: Studio):
    kind = studio.asset_type(name="Prop")

    assert studio.admin.post("/data/entity-types", {"name": "pROP"}).status == 400
    assert [one["id"] for one in studio.get("/data/asset-types").body] == [kind["id"]]
