"""The bytes of a working file: the last ones that were sent count, under a name that no client has chosen."""

import pytest

from chalicelib.store import files
from tests.files.world import World


@pytest.fixture
def world(studio):
    return World(studio)


def test_what_was_sent_is_fetched_again_whole_and_in_parts(world):
    file = world.work_in().body
    path = f"/data/working-files/{file['id']}/file"
    assert world.admin.get(path).status == 404

    sent = world.admin.upload(path, "../../etc/passwd", b"//Maya ASCII scene")

    whole, part = world.admin.get(path), world.admin.get(path, Range="bytes=2-5")
    assert (sent.status, sent.body["outputs"], sent.body["updated_at"]) == (201, [], file["updated_at"])
    assert (whole.content, part.status, part.content) == (b"//Maya ASCII scene", 206, b"Maya")
    assert [name for name in files.below("working-files/") if "passwd" in name] == []


def test_a_later_upload_takes_the_place_of_the_earlier_one(world):
    file = world.work_in().body
    path = f"/data/working-files/{file['id']}/file"
    world.admin.upload(path, "a.ma", b"first")
    known = world.admin.get(path).headers["ETag"]

    world.admin.upload(path, "b.ma", b"second")

    assert world.admin.get(path, If_None_Match=known).content == b"second"
    assert len(files.below(f"working-files/{file['id']}/")) == 1


def test_a_form_without_the_file_changes_nothing(world):
    file = world.work_in().body

    refused = world.admin.upload(f"/data/working-files/{file['id']}/file", "a.ma", b"x", field="other")

    assert refused.status == 400
    assert files.below(f"working-files/{file['id']}/") == []


def test_the_bytes_go_with_the_file_or_with_its_task(world):
    first, second = world.work_in().body, world.work_in(task=world.asset_task).body
    for file in (first, second):
        world.admin.upload(f"/data/working-files/{file['id']}/file", "a.ma", b"x")

    world.admin.delete(f"/data/working-files/{first['id']}")
    world.admin.delete(f"/data/tasks/{world.asset_task['id']}?force=true")

    assert files.below("working-files/") == []
