"""Artists work in revisions of files: who takes one has the task, and every revision is there once."""

import pytest

from tests.entities.test_at_once import PEOPLE, at_once
from tests.files.world import World


@pytest.fixture
def world(studio):
    return World(studio)


def revisions(world):
    return [file["revision"] for file in world.get(f"/data/tasks/{world.task['id']}/working-files")]


def test_an_artist_makes_a_revision_and_has_the_task(world):
    artist = world.as_("user")

    made = world.work_in(by=artist, comment="blocking", sep="\\").body

    assert (made["revision"], made["person_id"], made["entity_id"]) == (1, artist.user["id"], world.shot["id"])
    assert made["path"] == "/mnt/prods/sintel/s012/shot_010/layout/maya\\shot_010_main_v001"
    assert world.get(f"/data/tasks/{world.task['id']}")["assignees"] == [artist.user["id"]]
    assert world.studio.events("working-file:new")[0]["data"]["working_file_id"] == made["id"]


def test_each_name_has_revisions_of_its_own(world):
    for name, number in (("main", 0), ("main", 9), ("main", 0), ("cloth", 0)):
        world.work_in(name=name, revision=number)

    last = world.get(f"/data/tasks/{world.task['id']}/working-files/last-revisions")

    assert revisions(world) == [10, 9, 1, 1]
    assert {name: file["revision"] for name, file in last.items()} == {"main": 10, "cloth": 1}


def test_a_revision_is_there_once(world):
    first = world.work_in(revision=3)

    refused = world.work_in(revision=3)

    assert (first.status, refused.status, revisions(world)) == (201, 400, [3])


def test_everybody_who_makes_the_next_revision_at_once_gets_one(world):
    people = [world.as_("user") for _ in range(PEOPLE)]

    replies = at_once(lambda person: world.work_in(by=person), people)

    assert {reply.status for reply in replies} == {201}
    assert sorted(reply.body["revision"] for reply in replies) == list(range(1, PEOPLE + 1))
    assert len(world.get(f"/data/tasks/{world.task['id']}")["assignees"]) == PEOPLE


def test_the_usual_program_is_made_once_when_many_need_it(world):
    replies = at_once(lambda n: world.work_in(name=f"n{n}", software_id=None), range(PEOPLE))

    assert {reply.status for reply in replies} == {201}
    assert len({reply.body["software_id"] for reply in replies}) == 1


@pytest.mark.parametrize("tree", [None, "text", {}, {"working": {"mountpoint": "/m"}}])
def test_a_production_without_a_usable_tree_gets_no_file_and_nothing_changes(world, tree):
    world.plant(tree)

    made = world.work_in(software_id=None)
    asked = world.admin.post(f"/data/tasks/{world.task['id']}/working-file-path", {"name": "main"})

    assert (made.status, asked.status, asked.body["received_data"]) == (400, 400, {"name": "main"})
    assert world.get(f"/data/tasks/{world.task['id']}")["assignees"] == []
    assert revisions(world) == []
    assert world.get("/data/softwares?name=Blender") == []


def test_a_path_is_shown_before_there_is_a_file(world):
    world.work_in()
    asked = {"name": "main", "software_id": world.software["id"]}

    shown = world.admin.post(f"/data/tasks/{world.task['id']}/working-file-path", asked).body

    assert shown == {"path": "/mnt/prods/sintel/s012/shot_010/layout/maya", "name": "shot_010_main_v002"}
    assert revisions(world) == [1]


@pytest.mark.parametrize(
    ("who", "status"), [("user", 403), ("vendor", 403), ("manager elsewhere", 403), ("nobody", 401)]
)
def test_others_change_no_file(world, who, status):
    file, somebody = world.work_in().body, world.as_(who)

    replies = [
        somebody.put(f"/data/working-files/{file['id']}", {"description": "mine"}),
        somebody.put(f"/actions/working-files/{file['id']}/comment", {"comment": "mine"}),
        somebody.put(f"/actions/working-files/{file['id']}/modified"),
        somebody.delete(f"/data/working-files/{file['id']}"),
    ]

    assert {reply.status for reply in replies} == {status}
    assert world.get(f"/data/working-files/{file['id']}")["comment"] == ""


@pytest.mark.parametrize("who", ["vendor", "manager elsewhere"])
def test_others_see_and_make_no_file(world, who):
    file, somebody = world.work_in().body, world.as_(who)

    replies = [
        somebody.get(f"/data/working-files/{file['id']}"),
        somebody.get(f"/data/tasks/{world.task['id']}/working-files"),
        somebody.get(f"/data/working-files/{file['id']}/file"),
        somebody.upload(f"/data/working-files/{file['id']}/file", "a.ma", b"mine"),
        world.work_in(by=somebody),
    ]

    assert {reply.status for reply in replies} == {403}
    assert revisions(world) == [1]


def test_who_is_assigned_says_something_about_a_file(world):
    artist = world.as_("user")
    file = world.work_in(by=artist).body

    said = artist.put(f"/actions/working-files/{file['id']}/comment", {"comment": "camera is locked"})

    assert (said.status, said.body["comment"]) == (200, "camera is locked")


def test_a_list_has_the_files_of_one_s_own_productions(world):
    world.work_in()
    world.studio.make("/data/working-files", name="of nothing")

    assert len(world.get("/data/working-files")) == 2
    assert len(world.as_("user").get("/data/working-files").body) == 1
    assert world.as_("manager elsewhere").get("/data/working-files").body == []
    assert world.as_("vendor").get("/data/working-files").status == 403


def test_lists_filter_and_page(world):
    for _ in range(3):
        world.work_in()
    world.work_in(task=world.asset_task)

    of_asset = world.get(f"/data/working-files?task_id={world.asset_task['id']}")
    page = world.get("/data/working-files?page=2&limit=3")

    assert [file["entity_id"] for file in of_asset] == [world.asset["id"]]
    assert ([file["revision"] for file in page["data"]], page["total"], page["nb_pages"]) == ([1], 4, 2)


def test_what_was_made_from_a_file_stays_without_it_when_it_goes(world):
    file = world.work_in().body
    output = world.output(working_file_id=file["id"]).body
    assert world.get(f"/data/working-files/{file['id']}")["outputs"] == [output["id"]]

    assert world.admin.delete(f"/data/working-files/{file['id']}").status == 204

    left = world.get(f"/data/output-files/{output['id']}")
    assert (left["source_file_id"], left["source_file"]) == (None, None)


def test_a_program_that_files_were_made_with_stays(world):
    world.work_in()

    assert world.admin.delete(f"/data/softwares/{world.software['id']}").status == 400


def test_a_new_record_says_nothing_of_its_production(world):
    refused = world.admin.post("/data/working-files", {"name": "x", "production_id": world.elsewhere["id"]})

    assert refused.status == 400
    assert "production_id" not in world.work_in().body


def test_files_stay_when_whoever_made_them_is_deleted(world):
    artist = world.as_("user")
    working, output = world.work_in(by=artist).body, world.output(by=artist).body
    path = f"/data/persons/{artist.user['id']}"

    refused, deleted = world.admin.delete(path), world.admin.delete(f"{path}?force=true")

    assert (refused.status, deleted.status) == (400, 204)
    assert world.get(f"/data/working-files/{working['id']}")["person_id"] is None
    assert world.get(f"/data/output-files/{output['id']}")["person_id"] is None
