"""A picture is seen in its sizes by those who may, is kept by browsers, and comes in parts if they ask for them."""

import io

import pytest
from PIL import Image

from chalicelib.previews.pictures import jobs
from chalicelib.previews.pictures.showing import prefers_json
from chalicelib.previews.serving import part_of
from chalicelib.store import files
from tests.previews.world import World, name_of, picture_of

SIZES = {"thumbnails": (150, 100), "thumbnails-square": (100, 100), "previews": (1200, 900), "originals": (400, 300)}


@pytest.fixture
def world(studio):
    return World(studio)


@pytest.mark.parametrize(("size", "pixels"), SIZES.items())
def test_a_picture_is_shown_in_each_size(world, size, pixels):
    preview = world.picture(400, 300)

    shown = world.get(f"/pictures/{size}/preview-files/{preview['id']}.png")

    assert (shown.status, shown.headers["Content-Type"]) == (200, "image/png")
    assert shown.headers["Cache-Control"] == "private, max-age=604800"
    assert Image.open(io.BytesIO(shown.content)).size == pixels


@pytest.mark.parametrize("size", ["thumbnails", "thumbnails-square", "previews"])
def test_a_size_that_is_still_missing_is_made_when_somebody_asks(world, size):
    preview = world.picture(400, 300)
    files.delete(*(name for name in files.below(f"previews/{preview['id']}/") if "original" not in name))

    shown = world.get(f"/pictures/{size}/preview-files/{preview['id']}.png")

    assert Image.open(io.BytesIO(shown.content)).size == SIZES[size]


def test_what_the_browser_has_is_not_sent_again(world):
    path = f"/pictures/thumbnails/preview-files/{world.picture()['id']}.png"
    first = world.get(path)

    assert world.get(path, If_None_Match=first.headers["ETag"]).status == 304
    assert world.get(path, If_Modified_Since=first.headers["Last-Modified"]).status == 304
    assert world.get(path, If_None_Match='"another"', If_Modified_Since=first.headers["Last-Modified"]).status == 200
    assert world.get(path, If_Modified_Since="yesterday, or so").status == 200


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=-5", 206, slice(-5, None)),
        ("bytes=0-999999", 206, slice(None)),
        ("bytes=999999-", 416, None),
        ("bytes=0-1,4-5", 200, slice(None)),
        (f"bytes=0-{'9' * 5000}", 200, slice(None)),
        ("frames=0-1", 200, slice(None)),
    ],
)
def test_a_part_is_sent_as_it_was_asked_for(world, asked, status, part):
    path = f"/pictures/originals/preview-files/{world.picture()['id']}.png"
    whole = world.get(path).content

    answer = world.get(path, Range=asked)

    assert answer.status == status
    if part is not None:
        assert answer.content == whole[part]
    if status == 206:
        assert answer.headers["Content-Range"].endswith(f"/{len(whole)}")


@pytest.mark.parametrize(
    ("first", "last", "size", "part"),
    [("0", "0", 1, (0, 0)), ("", "10", 4, (0, 3)), ("4", "", 4, None), ("", "0", 4, None), ("3", "2", 9, None)],
)
def test_a_range_has_bytes_of_the_file_or_none(first, last, size, part):
    assert part_of(first, last, size) == part


def test_while_the_file_is_to_come_programs_and_browsers_are_told(world):
    preview = world.announce()
    path = f"/pictures/thumbnails/preview-files/{preview['id']}.png"

    program, browser = world.get(path, Accept="application/json"), world.get(path, Accept="image/avif,image/png,*/*")

    assert (program.status, program.headers["Retry-After"]) == (202, "5")
    assert program.body == {"status": "processing", "preview_file_id": preview["id"]}
    assert (browser.status, browser.headers["Cache-Control"]) == (404, "no-store")


@pytest.mark.parametrize(
    ("accept", "json"),
    [("application/json", True), ("image/png", False), ("", False), ("*/*", False), ("image/*,application/json", False),
     ("application/json, image/png;q=0.5", True), ("application/json;q=0.1,image/*", False)],
)  # fmt: skip
def test_a_client_prefers_what_it_weighs_more(accept, json):
    assert prefers_json(accept) is json


@pytest.mark.parametrize("who", ["manager elsewhere", "vendor", "nobody"])
def test_others_do_not_see_a_production_s_pictures(world, who):
    preview, other = world.picture(), world.studio.as_(who, world.project)

    seen = [other.get(f"/pictures/{size}/preview-files/{preview['id']}.png").status for size in SIZES]

    assert seen == [401 if who == "nobody" else 403] * len(SIZES)


def test_of_a_shared_asset_everybody_but_vendors_sees_the_main_picture(world):
    preview = world.picture()
    world.admin.put(f"/actions/preview-files/{preview['id']}/set-main-preview")
    world.admin.put(f"/data/entities/{world.shot['id']}", {"is_shared": True})
    artist, vendor = world.studio.as_("user elsewhere"), world.studio.as_("vendor elsewhere")

    seen = {size: artist.get(f"/pictures/{size}/preview-files/{preview['id']}.png").status for size in SIZES}

    assert seen == {"thumbnails": 200, "thumbnails-square": 200, "originals": 200, "previews": 403}
    assert vendor.get(f"/pictures/thumbnails/preview-files/{preview['id']}.png").status == 403


def test_a_download_says_what_it_is_of(world):
    preview = world.picture()

    headers = world.get(f"/pictures/originals/preview-files/{preview['id']}/download").headers

    assert headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''production_")
    assert headers["Content-Disposition"].endswith("_v1.png")


def test_a_message_about_a_picture_that_is_gone_deletes_what_is_left(world, inari):
    files.put("previews/0197f000-0000-7000-8000-000000000000/original.png", picture_of(), "image/png")

    assert inari.work_off() == []
    assert files.below("previews/0197f000-0000-7000-8000-000000000000/") == []


def test_a_message_that_is_handled_twice_does_nothing_the_second_time(world):
    preview = world.picture()
    name = name_of(preview, "original.png")

    assert jobs.finish_variants(name) == "done already"


@pytest.mark.parametrize("body", ['{"Event": "s3:TestEvent"}', "no JSON", "[]", '{"Records": [{"s3": {}}]}'])
def test_a_message_that_tells_of_no_file_is_dropped(inari, body):
    event = {"Records": [{"messageId": "1", "body": body}]}

    assert jobs.on_messages(event) == {"batchItemFailures": []}
