"""Models are shown in surroundings: pictures with all their brightness, of which one is the default."""

import io
import struct

import pytest
from PIL import Image

from chalicelib.previews.backgrounds.rules import read_radiance
from chalicelib.previews.pictures.rules import Unreadable
from tests.previews.test_uploading import BROKEN


def radiance(width: int, height: int, pixels: bytes) -> bytes:
    return b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y %d +X %d\n" % (height, width) + pixels


FLAT = radiance(4, 2, bytes((128, 64, 0, 128)) * 8)


def encoded(width: int, height: int) -> bytes:
    plane = struct.pack("BB", 128 + width, 128)
    return radiance(width, height, (bytes((2, 2, 0, width)) + plane * 4) * height)


@pytest.fixture
def background(studio):
    return studio.make("/data/preview-background-files", name="Forest")


def test_a_picture_is_as_bright_as_a_screen_can_show_it():
    picture = read_radiance(io.BytesIO(FLAT))

    assert picture.size == (4, 2)
    red, green, blue = picture.getpixel((1, 1))
    assert red > green > blue
    assert read_radiance(io.BytesIO(encoded(16, 3))).size == (16, 3)


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", FLAT[:-3], encoded(16, 3)[:-1], radiance(4, 2, b""), radiance(90_000, 90_000, b""),
                radiance(0, 0, b""), encoded(16, 1)[:-8] + bytes((0, 0)) + bytes(6)],
)  # fmt: skip
def test_what_is_no_picture_of_that_kind_is_refused(content):
    with pytest.raises(Unreadable):
        read_radiance(io.BytesIO(content))


def test_a_background_gets_its_picture_and_shows_it_small(studio, background):
    sent = studio.admin.upload(f"/pictures/preview-background-files/{background['id']}", "forest.hdr", FLAT)

    assert (sent.body["original_name"], sent.body["extension"], sent.body["file_size"]) == ("forest", "hdr", len(FLAT))
    shown = studio.get(f"/pictures/preview-background-files/{background['id']}.hdr")
    assert (shown.headers["Content-Type"], shown.content) == ("image/vnd.radiance", FLAT)
    small = studio.get(f"/pictures/thumbnails/preview-background-files/{background['id']}.png").content
    assert Image.open(io.BytesIO(small)).size == (300, 200)


@pytest.mark.parametrize(("name", "content"), [("a.hdr", BROKEN["text.png"]), ("a.png", FLAT)])
def test_a_picture_that_can_not_be_read_takes_the_background_along(studio, background, name, content):
    assert studio.admin.upload(f"/pictures/preview-background-files/{background['id']}", name, content).status == 400
    assert studio.get(f"/data/preview-background-files/{background['id']}").status == 404


def test_no_picture_is_sent_to_where_the_small_one_is_shown(studio, background):
    sent = studio.admin.upload(f"/pictures/thumbnails/preview-background-files/{background['id']}.png", "s.hdr", b"#?")

    assert sent.status == 405
    assert studio.get(f"/data/preview-background-files/{background['id']}").body["extension"] is None


def test_one_background_is_the_default(studio, background):
    first, second = (studio.make("/data/preview-background-files", name=name, is_default=True) for name in "ab")
    studio.admin.put(f"/data/preview-background-files/{background['id']}", {"is_default": True})

    found = studio.get("/data/preview-background-files").body

    assert {one["id"]: one["is_default"] for one in found} == {
        first["id"]: False, second["id"]: False, background["id"]: True,
    }  # fmt: skip


def test_a_background_that_a_production_offers_stays(studio, background):
    project = studio.project()
    path = f"/data/projects/{project['id']}/settings/preview-background-files"
    studio.as_("manager", project).post(path, {"preview_background_file_id": background["id"]})

    assert studio.admin.delete(f"/data/preview-background-files/{background['id']}").status == 400
    studio.admin.delete(f"{path}/{background['id']}")
    assert studio.admin.delete(f"/data/preview-background-files/{background['id']}").status == 204


@pytest.mark.parametrize("who", ["supervisor", "user", "manager elsewhere", "nobody"])
def test_only_a_manager_of_the_production_offers_backgrounds(studio, background, who):
    project = studio.project()
    path = f"/data/projects/{project['id']}/settings/preview-background-files"

    refused = studio.as_(who, project).post(path, {"preview_background_file_id": background["id"]})

    assert refused.status == (401 if who == "nobody" else 403)
    assert studio.get(path).body == []
