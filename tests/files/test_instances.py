"""What is made of an asset's instances, in the shots and scenes of their own production only."""

import pytest

from tests.files.world import World


@pytest.fixture
def world(studio):
    return World(studio)


def test_an_instance_has_outputs_of_its_own_in_each_place(world):
    instance, place = world.instance()

    made = world.output(place).body

    assert made["path"] == "/mnt/out/sintel/kitchen/tea_pot/tea_pot_0001/tea_pot_0001_v001"
    assert (made["entity_id"], made["asset_instance_id"]) == (world.asset["id"], instance["id"])
    assert [one["id"] for one in world.get(f"/data/asset-instances/{instance['id']}/output-files")] == [made["id"]]
    assert [one["id"] for one in world.get(f"{place}/output-files/last-revisions")] == [made["id"]]
    assert [one["id"] for one in world.get(f"{place}/output-types")] == [world.cache["id"]]


def test_an_asset_counts_on_after_its_instances_but_doesn_t_list_theirs(world):
    _, place = world.instance()
    world.output(place, revision=7)
    asset = f"/data/entities/{world.asset['id']}"

    own = world.output(asset).body

    assert own["revision"] == 8
    assert [one["id"] for one in world.get(f"{asset}/output-files")] == [own["id"]]
    assert world.output(place).body["revision"] == 8


def test_a_place_in_another_production_is_none(world):
    instance, _ = world.instance()
    shot = world.studio.shot(world.elsewhere)
    foreign = f"/data/asset-instances/{instance['id']}/entities/{shot['id']}"

    replies = [world.output(foreign), world.admin.get(f"{foreign}/output-types")]

    assert {reply.status for reply in replies} == {404}


def test_a_place_of_one_s_own_opens_no_other_production(world):
    instance, _ = world.instance()
    stranger = world.studio.as_("manager", world.elsewhere)
    shot = world.studio.shot(world.elsewhere)
    mixed = f"/data/asset-instances/{instance['id']}/entities/{shot['id']}"

    replies = [world.output(mixed, by=stranger), stranger.get(f"{mixed}/output-types")]

    assert {reply.status for reply in replies} == {403}


def test_who_works_in_the_shot_changes_what_was_made_there(world):
    instance, place = world.instance()
    artist = world.as_("user")
    world.work_in(by=artist)
    in_shot = world.output(f"/data/asset-instances/{instance['id']}/entities/{world.shot['id']}").body
    in_scene = world.output(place).body

    replies = [artist.put(f"/data/output-files/{one['id']}", {"comment": "mine"}).status for one in (in_shot, in_scene)]

    assert replies == [200, 403]


def test_the_outputs_go_with_the_scene_of_their_instance(world):
    _, place = world.instance()
    world.output(place)

    assert world.admin.delete(f"/data/scenes/{place.rpartition('/')[2]}").status == 204
    assert world.get("/data/output-files") == []


def test_an_instance_with_outputs_stays(world):
    instance, place = world.instance()
    output = world.output(place).body
    path = f"/data/asset-instances/{instance['id']}"

    assert world.admin.delete(path).status == 400
    world.admin.delete(f"/data/output-files/{output['id']}")
    assert world.admin.delete(path).status == 204


def test_an_instance_that_was_made_by_hand_is_open_to_its_team(world):
    _, place = world.instance()
    scene_id = place.rpartition("/")[2]
    instance = world.studio.make("/data/asset-instances", asset_id=world.asset["id"], scene_id=scene_id, number=9)
    place = f"/data/asset-instances/{instance['id']}/entities/{scene_id}"

    made = world.output(place, by=world.as_("user"))

    assert (made.status, made.body["file_name"]) == (201, "tea_pot_0009_v001")
    assert world.output(place, by=world.as_("manager elsewhere")).status == 403
    assert len(world.as_("user").get(f"/data/asset-instances/{instance['id']}/output-files").body) == 1
