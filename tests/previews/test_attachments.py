"""What was attached to a comment is fetched by those who see its task."""

import pytest

from tests.previews.world import World


@pytest.fixture
def attached(studio):
    world = World(studio)
    path = f"/actions/tasks/{world.task['id']}/comments/{world.comment['id']}/add-attachment"
    return world, world.admin.upload(path, "notes.txt", b"shot,frames").body[0]["id"]


@pytest.mark.parametrize(
    ("who", "status"), [("user", 200), ("client", 200), ("vendor", 403), ("manager elsewhere", 403), ("nobody", 401)]
)
def test_those_who_see_the_task_fetch_the_file(attached, who, status):
    world, file_id = attached
    somebody = world.studio.as_(who, world.project)

    fetched = somebody.get(f"/data/attachment-files/{file_id}/file/any-name.txt")

    assert fetched.status == status
    assert somebody.get(f"/data/attachment-files/{file_id}").status == status
    if status == 200:
        assert fetched.content == b"shot,frames"
        assert fetched.headers["Content-Disposition"] == "attachment; filename*=UTF-8''notes.txt"


def test_a_file_that_goes_leaves_its_comment(attached):
    world, file_id = attached

    world.admin.delete(f"/data/attachment-files/{file_id}")

    assert world.get(f"/data/comments/{world.comment['id']}").body["attachment_files"] == []
    assert world.get(f"/data/attachment-files/{file_id}/file/notes.txt").status == 404


def test_a_file_of_nothing_is_for_nobody(attached):
    loose = attached[0].studio.make("/data/attachment-files", name="loose.txt")

    assert attached[0].get(f"/data/attachment-files/{loose['id']}").status == 403
