"""Outputs come in revisions by entity, type, task type and name; lists show the last ones, and each is there once."""

import pytest

from tests.entities.test_at_once import PEOPLE, at_once
from tests.files.world import World


@pytest.fixture
def world(studio):
    return World(studio)


def of_shot(world, what="output-files"):
    return world.get(f"/data/entities/{world.shot['id']}/{what}")


def test_an_output_gets_a_number_a_place_and_a_status(world):
    source = world.work_in().body

    made = world.output(working_file_id=source["id"], extension=".exr", nb_elements=24).body

    assert (made["folder_path"], made["file_name"]) == (
        "/mnt/out/sintel/shot_010/cache/v001",
        "shot_010_main_v001_[1-24]",
    )
    assert made["path"] == f"{made['folder_path']}/{made['file_name']}.exr"
    assert (made["revision"], made["source_file"]["id"]) == (1, source["id"])
    assert [one["name"] for one in world.get("/data/file-status")] == ["To review"]


def test_the_representation_doesn_t_count_for_the_next_number(world):
    world.output(representation="abc", revision=4)

    asked = {"output_type_id": world.cache["id"], "task_type_id": world.layout["id"]}
    following = world.admin.post(f"/data/entities/{world.shot['id']}/output-files/next-revision", asked).body

    assert following == {"next_revision": 5}
    assert world.output(representation="usd").body["revision"] == 5


def test_a_revision_is_there_once_for_each_representation(world):
    statuses = [world.output(representation=name, revision=2).status for name in ("abc", "usd", "abc")]

    assert statuses == [201, 201, 400]
    assert len(of_shot(world)) == 2


def test_everybody_who_makes_the_next_output_at_once_gets_one(world):
    replies = at_once(lambda _: world.output(), range(PEOPLE))

    assert {reply.status for reply in replies} == {201}
    assert sorted(reply.body["revision"] for reply in replies) == list(range(1, PEOPLE + 1))


def test_the_last_revisions_are_those_of_each_output(world):
    for values in ({"revision": 1}, {"revision": 3}, {"name": "hair"}, {"representation": "abc", "revision": 2}):
        world.output(**values)

    last = of_shot(world, "output-files/last-revisions")

    assert sorted((one["name"], one["representation"], one["revision"]) for one in last) == [
        ("hair", "", 1), ("main", "", 3), ("main", "abc", 2),
    ]  # fmt: skip


def test_a_status_says_which_revision_is_the_last(world):
    approved = world.studio.make("/data/file-status", name="Approved", color="#00ff00")
    world.output(file_status_id=approved["id"], revision=1)
    world.output(revision=2)

    last = of_shot(world, f"output-files/last-revisions?file_status_id={approved['id']}")

    assert [one["revision"] for one in last] == [1]


@pytest.mark.parametrize("tree", [None, 3, {"output": {"mountpoint": "/m", "root": [], "folder_path": {}}}])
def test_a_production_without_a_usable_tree_gets_no_output(world, tree):
    world.plant(tree)

    assert world.output().status == 400
    assert of_shot(world) == []
    assert world.get("/data/file-status") == []


@pytest.mark.parametrize(
    "values",
    [
        {"output_type_id": "x"}, {"person_id": "x"}, {"file_status_id": "x"}, {"sep": "/" * 99},
        {"extension": "." * 99}, {"revision": 2**40}, {"name": "n" * 300},
    ],
)  # fmt: skip
def test_what_names_nothing_or_doesn_t_fit_makes_no_output(world, values):
    assert world.output(**values).status == 400
    assert of_shot(world) == []


def test_a_source_of_another_production_is_none(world):
    shot = world.studio.shot(world.elsewhere)
    task_type = world.studio.task_type(world.elsewhere)
    task = world.studio.task(world.elsewhere, shot, task_type)
    foreign = world.studio.make("/data/working-files", name="secret", task_id=task["id"], entity_id=shot["id"])
    manager = world.as_("manager")

    made = world.output(by=manager, working_file_id=foreign["id"]).body
    refused = manager.put(f"/data/output-files/{made['id']}", {"source_file_id": foreign["id"]})

    assert (made["source_file"], refused.status) == (None, 400)
    assert world.get(f"/data/output-files/{made['id']}")["source_file"] is None


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor", "manager elsewhere"])
def test_only_managers_and_who_is_assigned_change_an_output(world, who):
    output = world.output().body
    somebody = world.as_(who)

    refused = somebody.put(f"/data/output-files/{output['id']}", {"comment": "mine"})
    removed = somebody.delete(f"/data/output-files/{output['id']}")

    assert (refused.status, removed.status) == (403, 403)
    assert world.get(f"/data/output-files/{output['id']}")["comment"] == ""


def test_who_works_on_the_shot_changes_its_outputs(world):
    artist = world.as_("user")
    world.work_in(by=artist)

    changed = artist.put(f"/data/output-files/{world.output().body['id']}", {"quality": "high"})

    assert (changed.status, changed.body["quality"]) == (200, "high")


@pytest.mark.parametrize(
    ("who", "status"), [("supervisor", 403), ("client", 403), ("manager elsewhere", 403), ("manager", 200)]
)
def test_only_its_managers_see_all_of_a_production(world, who, status):
    assert world.as_(who).get(f"/data/projects/{world.project['id']}/output-files").status == status


def test_the_manager_of_another_production_sees_and_makes_nothing(world):
    output, stranger = world.output().body, world.as_("manager elsewhere")
    place = f"/data/entities/{world.shot['id']}"

    replies = [
        stranger.get(f"/data/output-files/{output['id']}"),
        stranger.get(f"/data/files/{output['id']}"),
        *(stranger.get(f"{place}/{what}") for what in ("output-files", "output-types", "output-files/last-revisions")),
        world.output(by=stranger),
    ]

    assert {reply.status for reply in replies} == {403}
    assert stranger.get("/data/output-files").body == []
    assert len(of_shot(world)) == 1


def test_what_is_used_stays(world):
    output = world.output().body

    assert world.admin.delete(f"/data/output-types/{world.cache['id']}").status == 400
    assert world.admin.delete(f"/data/file-status/{output['file_status_id']}").status == 400
    assert world.admin.delete(f"/data/output-files/{output['id']}").status == 204
    assert world.admin.delete(f"/data/output-types/{world.cache['id']}").status == 204


def test_the_outputs_go_with_the_work_they_came_from(world):
    source = world.work_in().body
    world.output(working_file_id=source["id"])
    kept = world.output(name="sourceless").body

    assert world.admin.delete(f"/data/tasks/{world.task['id']}").status == 400
    assert world.admin.delete(f"/data/tasks/{world.task['id']}?force=true").status == 204
    assert [one["id"] for one in of_shot(world)] == [kept["id"]]

    assert world.admin.delete(f"/data/shots/{world.shot['id']}?force=true").status == 204
    assert world.get("/data/output-files") == []


def test_a_source_that_is_given_later_is_shown(world):
    output, source = world.output().body, world.work_in().body

    shown = world.as_("manager").put(f"/data/output-files/{output['id']}", {"source_file_id": source["id"]}).body

    assert (shown["source_file"]["id"], "source_place" in shown) == (source["id"], False)
    assert world.get(f"/data/working-files/{source['id']}")["outputs"] == [output["id"]]
    assert of_shot(world)[0]["source_file"]["path"] == source["path"]
