"""A script asks what a path on the studio's disks belongs to."""

import pytest

from tests.files.world import World


@pytest.fixture
def world(studio):
    return World(studio)


def guess(world, path, by=None, **values):
    body = {"project_id": world.project["id"], "file_path": path, **values}
    return (by or world.admin).post("/data/entities/guess-from-path", body)


def test_a_path_leads_to_the_work(world):
    found = guess(world, "/mnt/prods/sintel/seq12/shot_010/layout").body

    assert {"Template": "shot", "Project": world.project["id"], "Sequence": world.sequence["id"],
            "Shot": world.shot["id"], "TaskType": world.layout["id"]} in found  # fmt: skip


def test_it_stops_at_the_first_name_that_nobody_has(world):
    assert guess(world, "/mnt/prods/sintel/seq99/shot_010").body == [
        {"Template": "shot", "Project": world.project["id"]},
        {"Template": "asset", "Project": world.project["id"]},
    ]


def test_signs_in_names_are_no_wildcards(world):
    world.studio.sequence(world.project, name="Seq%")

    assert {"Template": "shot", "Project": world.project["id"]} in guess(world, "/mnt/prods/sintel/seq_/x").body


@pytest.mark.parametrize("tree", ["text", [], {"working": 3}, {"working": {"mountpoint": 3}}])
def test_a_tree_of_another_shape_is_refused(world, tree):
    world.plant(tree)

    assert guess(world, "/mnt/prods/sintel").status == 400


@pytest.mark.parametrize("values", [{"project_id": "x"}, {"sep": ""}, {"file_path": ""}, {"file_path": 3}])
def test_nonsense_is_refused(world, values):
    assert guess(world, "/mnt", **values).status in (400, 404)


def test_nobody_from_outside_learns_what_there_is(world):
    assert guess(world, "/mnt/prods/sintel", by=world.as_("manager elsewhere")).status == 403
