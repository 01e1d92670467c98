"""An artist sends the file of a preview: it is what its ending says, it is kept once, and nothing broken stays."""

import io
import struct
import zlib

import pytest
from PIL import Image

from chalicelib.previews.files.records import preview_files
from chalicelib.store import files
from tests.previews.world import World, name_of, picture_of


@pytest.fixture
def world(studio):
    return World(studio)


def bomb() -> bytes:
    """Return a PNG of 50,000 x 50,000 pixels in some kilobytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1_000_000))) + chunk(b"IEND", b"")


BROKEN = {
    "bomb.png": bomb(),
    "truncated.png": picture_of(600, 400)[:2000],
    "text.png": b"This is no picture.",
    "empty.png": b"",
    "truncated.jpg": picture_of(600, 400, "JPEG")[:2000],
}


def test_a_picture_is_kept_as_png_and_stands_for_its_task(world):
    preview = world.announce()

    sent = world.send(preview, "My Frame.v2.JPG", picture_of(320, 200, "JPEG"))

    assert sent.status == 201
    assert (sent.body["extension"], sent.body["status"], sent.body["original_name"]) == ("png", "ready", "My Frame.v2")
    assert (sent.body["width"], sent.body["height"]) == (320, 200)
    assert sent.body["file_size"] == files.size_of(name_of(preview, "original.png"))
    assert world.get(f"/data/tasks/{world.task['id']}").body["last_preview_file_id"] == preview["id"]


def test_the_sizes_are_made_in_the_background(world):
    preview = world.announce()
    world.send(preview, "frame.png", picture_of(320, 200))

    names = {name.rpartition("/")[2] for name in files.below(f"previews/{preview['id']}/")}

    assert names == {"original.png", "thumbnails.png", "thumbnails-square.png", "previews.png"}


@pytest.mark.parametrize("name", BROKEN)
def test_a_picture_that_can_not_be_read_is_refused_and_leaves_nothing(world, name):
    preview = world.announce()

    refused = world.send(preview, name, BROKEN[name])

    assert (refused.status, refused.body["data"]) == (400, None)
    assert files.below(f"previews/{preview['id']}/") == []
    assert world.get(f"/data/preview-files/{preview['id']}").body == preview
    assert world.send(preview, "frame.png", picture_of()).status == 201


@pytest.mark.parametrize(("name", "content"), [("virus.exe", b"MZ"), ("no-ending", b"?"), ("empty.mp4", b"")])
def test_what_nobody_can_review_takes_its_preview_along(world, name, content):
    preview = world.announce()

    assert world.send(preview, name, content).status == 400
    assert world.get(f"/data/preview-files/{preview['id']}").status == 404
    assert world.get(f"/data/comments/{world.comment['id']}").body["previews"] == []


def test_a_preview_gets_its_file_once(world):
    preview = world.announce()
    world.send(preview, "frame.png", picture_of(64, 48))

    again = world.send(preview, "other.png", picture_of(32, 16))

    assert again.status == 400
    assert world.get(f"/data/preview-files/{preview['id']}").body["width"] == 64


def test_an_upload_that_stops_half_way_is_refused_and_leaves_nothing(world):
    preview = world.announce()
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="frame.png"\r\n\r\n'

    refused = world.admin.send(
        "POST", f"/pictures/preview-files/{preview['id']}", headers={"Content-Type": "multipart/form-data; boundary=b"},
        content=head + picture_of()[:100],
    )  # fmt: skip

    assert refused.status == 400
    assert files.below(f"previews/{preview['id']}/") == []
    assert world.get(f"/data/preview-files/{preview['id']}").body["status"] == "processing"


@pytest.mark.parametrize("who", ["manager elsewhere", "vendor", "user", "nobody"])
def test_only_who_may_work_on_a_task_sends_its_files(world, who):
    preview = world.announce()

    refused = world.studio.as_(who, world.project).upload(
        f"/pictures/preview-files/{preview['id']}", "frame.png", picture_of()
    )

    assert refused.status == (401 if who == "nobody" else 403)
    assert files.below(f"previews/{preview['id']}/") == []


def test_another_kind_of_file_is_kept_as_it_is_and_stands_for_nothing(world):
    preview = world.announce()

    sent = world.send(preview, "Cube.OBJ", b"o cube\n")

    assert (sent.body["extension"], sent.body["file_size"], sent.body["status"]) == ("obj", 7, "ready")
    assert world.get(f"/pictures/originals/preview-files/{preview['id']}.obj").content == b"o cube\n"
    assert world.get(f"/data/tasks/{world.task['id']}").body["last_preview_file_id"] is None


def test_a_movie_that_is_none_is_broken(world):
    preview = world.announce()

    sent = world.send(preview, "shot.mp4", b"this is no movie")

    assert (sent.status, sent.body["status"]) == (201, "broken")
    assert world.get(f"/movies/originals/preview-files/{preview['id']}.mp4").status == 404


def test_in_an_automated_production_the_picture_stands_for_the_entity(world):
    world.admin.put(f"/data/projects/{world.project['id']}", {"is_set_preview_automated": True})
    preview = world.announce()

    world.send(preview, "frame.png", picture_of())

    assert world.get(f"/data/entities/{world.shot['id']}").body["preview_file_id"] == preview["id"]
    assert world.studio.events("preview-file:set-main")[0]["data"]["preview_file_id"] == preview["id"]


def test_the_record_is_the_same_as_pillow_sees_the_file(world):
    preview = world.announce()
    sent = world.send(preview, "frame.png", picture_of(333, 222))

    kept = files.get(name_of(preview, "original.png"))

    assert Image.open(io.BytesIO(kept)).size == (sent.body["width"], sent.body["height"])
    assert preview_files.get(preview["id"]).comments == [world.comment["id"]]
