"""The files of one comment are one revision of its task; what goes leaves everything that named it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.store import files
from tests.previews.world import World


@pytest.fixture
def world(studio):
    return World(studio)


def add(world, comment, **body):
    return world.admin.post(f"/actions/tasks/{world.task['id']}/comments/{comment['id']}/add-preview", body)


def place(preview):
    return preview["revision"], preview["position"]


def test_each_comment_has_a_revision_of_its_own_and_its_files_follow_each_other(world):
    second = world.studio.comment(world.task, world.status)

    places = [place(add(world, comment).body) for comment in (world.comment, world.comment, second, world.comment)]

    assert places == [(1, 1), (1, 2), (2, 1), (1, 3)]


def test_a_revision_can_be_chosen_unless_the_task_has_it(world):
    second, third = (world.studio.comment(world.task, world.status) for _ in range(2))

    assert place(add(world, world.comment, revision=7).body) == (7, 1)
    assert add(world, second, revision=7).status == 400
    assert place(add(world, second).body) == (8, 1)
    assert place(add(world, third, revision=0).body) == (0, 1)


@pytest.mark.parametrize("revision", [-1, "soon", 1.5])
def test_a_revision_is_a_number_from_zero(world, revision):
    assert add(world, world.comment, revision=revision).status == 400
    assert world.get(f"/data/comments/{world.comment['id']}").body["previews"] == []


def test_in_a_production_of_single_files_there_is_no_second_one(world):
    world.admin.put(f"/data/projects/{world.project['id']}", {"is_single_preview_per_revision": True})
    add(world, world.comment)

    assert add(world, world.comment).status == 400
    assert len(world.get(f"/data/tasks/{world.task['id']}/previews").body) == 1


def test_those_who_publish_at_once_get_revisions_of_their_own(world):
    said = [world.studio.comment(world.task, world.status) for _ in range(6)]

    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(lambda comment: add(world, comment), said))

    assert sorted(place(one.body) for one in made) == [(number, 1) for number in range(1, 7)]


@pytest.mark.parametrize(
    ("who", "status"), [("manager", 201), ("client", 201), ("supervisor", 201), ("user", 403), ("vendor", 403),
                        ("manager elsewhere", 403), ("nobody", 401)],
)  # fmt: skip
def test_who_may_work_on_the_task_publishes_on_it(world, who, status):
    path = f"/actions/tasks/{world.task['id']}/comments/{world.comment['id']}/add-preview"

    assert world.studio.as_(who, world.project).post(path).status == status


def test_a_file_is_not_added_to_another_comment_s_revision(world):
    other = world.studio.comment(world.task, world.status)
    preview = world.announce()

    path = f"/actions/tasks/{world.task['id']}/comments/{other['id']}/preview-files/{preview['id']}"

    assert world.admin.post(path).status == 404
    assert world.admin.delete(path).status == 404


def test_a_file_that_goes_leaves_comment_task_entity_and_bucket(world):
    world.admin.put(f"/data/projects/{world.project['id']}", {"is_set_preview_automated": True})
    first, second = world.picture(), world.picture()

    world.admin.delete(f"/data/preview-files/{second['id']}")

    assert world.get(f"/data/tasks/{world.task['id']}").body["last_preview_file_id"] == first["id"]
    assert world.get(f"/data/entities/{world.shot['id']}").body["preview_file_id"] == first["id"]
    assert files.below(f"previews/{second['id']}/") == []
    world.admin.delete(f"/data/preview-files/{first['id']}")
    assert world.get(f"/data/tasks/{world.task['id']}").body["last_preview_file_id"] is None
    assert world.get(f"/data/entities/{world.shot['id']}").body["preview_file_id"] is None


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor", "manager elsewhere", "nobody"])
def test_only_a_manager_removes_a_preview(world, who):
    preview = world.picture()

    refused = world.studio.as_(who, world.project).delete(f"/data/preview-files/{preview['id']}")

    assert refused.status == (401 if who == "nobody" else 403)
    assert world.get(f"/pictures/originals/preview-files/{preview['id']}.png").status == 200
