"""A large file goes straight to the bucket: the same comes of it as of any other way, and nothing broken stays."""

import io
import json
import random
import tempfile
import tracemalloc
from typing import Any

import pytest

from chalicelib.previews.pictures.receiving import receive_from_bucket
from chalicelib.previews.pictures.remote import Remote
from chalicelib.previews.uploads.finishing import finish
from chalicelib.store import files
from tests.previews.test_uploading import BROKEN
from tests.previews.world import World, name_of, picture_of


@pytest.fixture
def world(studio):
    return World(studio)


def announced(world: World, preview: dict[str, Any], name: str, size: int, **more: Any) -> dict[str, Any]:
    asked = {"preview_file_id": preview["id"], "name": name, "size": size, **more}
    answer = world.admin.post("/actions/uploads", asked)
    assert answer.status == 201, answer
    return answer.body


def upload(world: World, preview: dict[str, Any], name: str, content: bytes) -> list[dict[str, Any]]:
    """Send a file as the address says, without S3's own check of the form; returns what failed in the background."""
    fields = announced(world, preview, name, len(content) or 1)["fields"]
    files.put(fields["key"], content, fields["Content-Type"])
    return world.studio.inari.work_off()


def kept(world: World, preview: dict[str, Any]) -> dict[str, Any]:
    return world.get(f"/data/preview-files/{preview['id']}").body


def test_the_same_comes_of_a_direct_upload_as_of_a_form(world):
    direct, form = world.announce(), world.announce()

    assert upload(world, direct, "My Frame.PNG", picture_of(320, 200)) == []
    world.send(form, "My Frame.PNG", picture_of(320, 200))

    own = ("id", "name", "position", "created_at", "updated_at")
    of_direct, of_form = kept(world, direct), kept(world, form)
    assert {k: v for k, v in of_direct.items() if k not in own} == {k: v for k, v in of_form.items() if k not in own}
    assert world.get(f"/data/tasks/{world.task['id']}").body["last_preview_file_id"] == direct["id"]
    assert world.get(f"/pictures/previews/preview-files/{direct['id']}.png").status == 200
    assert files.below("uploads/") == []
    event = next(
        e for e in world.studio.events("preview-file:add-file") if e["data"]["preview_file_id"] == direct["id"]
    )
    assert event["user_id"] == world.admin.user["id"]


def test_the_address_is_made_of_ids_and_fixes_type_and_size(world):
    preview = world.announce()

    address = announced(world, preview, "secret name.png", 1000)

    assert address["fields"]["key"].startswith(f"uploads/{preview['id']}/")
    assert "secret" not in json.dumps(address)
    assert address["fields"]["Content-Type"] == "image/png"


@pytest.mark.parametrize("name", [name for name in BROKEN if name != "empty.png"])
def test_a_broken_picture_is_marked_with_the_reason_and_not_tried_again(world, name):
    preview = world.announce()

    assert upload(world, preview, name, BROKEN[name]) == []

    marked = kept(world, preview)
    assert marked["status"] == "broken"
    assert marked["data"]["reason"]
    assert world.studio.events("preview-file:update")[0]["data"]["reason"] == marked["data"]["reason"]
    assert files.below("uploads/") == files.below(f"previews/{preview['id']}/") == []


def test_after_a_broken_picture_a_good_one_may_follow(world):
    preview = world.announce()
    upload(world, preview, "text.png", BROKEN["text.png"])

    upload(world, preview, "frame.png", picture_of())

    assert (kept(world, preview)["status"], kept(world, preview)["data"]) == ("ready", None)


@pytest.mark.parametrize("size", [7, 20 * 2**20])
def test_another_kind_of_file_is_kept_byte_for_byte(world, size):
    preview, content = world.announce(), random.Random(1).randbytes(size)

    assert upload(world, preview, "scene.blend", content) == []

    assert (kept(world, preview)["file_size"], kept(world, preview)["status"]) == (size, "ready")
    assert files.get(name_of(preview, "original.blend")) == content


def test_a_file_of_the_bucket_is_read_at_any_place(world):
    content = random.Random(2).randbytes(300_000)
    files.put("attachments/odd", content, "text/plain")
    remote, local = Remote("attachments/odd", len(content)), io.BytesIO(content)

    for place, count in ((0, 16), (10, 8), (290_000, 20_000), (299_999, 5), (400_000, 5), (100_000, -1)):
        assert (remote.seek(place), remote.read(count)) == (local.seek(place), local.read(count))
        assert remote.tell() == local.tell()


@pytest.mark.parametrize("key", ["uploads/nobody/knows", "uploads/odd", "uploads/a/b/c"])
def test_a_file_that_nobody_announced_is_dropped(world, inari, key):
    files.put(key, b"what is it?", "image/png")

    assert inari.work_off() == []
    assert files.below("uploads/") == []


def test_an_upload_for_a_preview_that_is_gone_is_dropped(world, inari):
    preview = world.announce()
    fields = announced(world, preview, "frame.png", 100)["fields"]
    world.admin.delete(f"/data/preview-files/{preview['id']}")
    files.put(fields["key"], picture_of(), "image/png")

    assert inari.work_off() == []
    assert files.below("uploads/") == files.below(f"previews/{preview['id']}/") == []


def test_an_upload_that_is_finished_twice_is_finished_once(world):
    preview = world.announce()
    fields = announced(world, preview, "frame.png", 100)["fields"]
    files.put(fields["key"], picture_of(), "image/png")
    finish(fields["key"])
    before = kept(world, preview)

    assert finish(fields["key"]).startswith("dropped")
    assert kept(world, preview) == before


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"name": "virus.exe"}, 400),
        ({"size": 0}, 400),
        ({"size": 6 * 2**30, "name": "shot.mp4", "content_type": "video/mp4"}, 413),
        ({"size": 2**30}, 413),
        ({"content_type": "text/html"}, 400),
        ({"preview_file_id": "0197f000-0000-7000-8000-000000000000"}, 404),
        ({"size": "large"}, 400),
    ],
)
def test_what_can_not_be_published_gets_no_address(world, asked, status):
    whole = {"preview_file_id": world.announce()["id"], "name": "frame.png", "size": 1000} | asked

    assert world.admin.post("/actions/uploads", whole).status == status


def test_a_preview_that_has_its_file_gets_no_address(world):
    asked = {"preview_file_id": world.picture()["id"], "name": "frame.png", "size": 1000}

    assert world.admin.post("/actions/uploads", asked).status == 400


@pytest.mark.parametrize("who", ["manager elsewhere", "vendor", "user", "nobody"])
def test_only_who_may_work_on_a_task_gets_an_address(world, who):
    asked = {"preview_file_id": world.announce()["id"], "name": "frame.png", "size": 1000}

    refused = world.studio.as_(who, world.project).post("/actions/uploads", asked)

    assert refused.status == (401 if who == "nobody" else 403)


def test_a_large_file_is_kept_in_little_memory(world):
    size, upload_name = 64 * 2**20, "uploads/large"
    with tempfile.TemporaryFile() as large:
        large.truncate(size)
        files.put_stream(upload_name, large, size, "video/mp4")

    tracemalloc.start()
    outcome = receive_from_bucket("0197f000-0000-7000-8000-000000000001", upload_name, "blend")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (outcome.file_size, outcome.status) == (size, "ready")
    assert peak < 48 * 2**20
