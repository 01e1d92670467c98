"""Pictures come by the API or straight to the bucket, and are seen in small soon after, made by another function."""

import io
import random
from typing import Any

import pytest
import requests
from PIL import Image

from tests.stack.place import SECONDS, Place, eventually

SIZE = (320, 180)


@pytest.fixture(scope="module")
def picture() -> bytes:
    """Return a PNG that no other is like."""
    file = io.BytesIO()
    Image.frombytes("RGB", SIZE, random.Random().randbytes(SIZE[0] * SIZE[1] * 3)).save(file, "PNG")
    return file.getvalue()


def seen(world: Any, size: str, preview_id: str) -> Image.Image | None:
    """Return a preview's picture in a size, None while it is not there."""
    answer = world.admin.send("GET", f"/pictures/{size}/preview-files/{preview_id}.png")
    if answer.status_code != 200:
        return None
    assert answer.headers["Content-Type"] == "image/png"
    return Image.open(io.BytesIO(answer.content))


def send(world: Any, preview_id: str, content: bytes) -> requests.Response:
    path = f"{world.admin.url}/pictures/preview-files/{preview_id}"
    return world.admin.http.post(path, files={"file": ("frame.png", content, "image/png")}, timeout=SECONDS)


def send_straight(world: Any, preview_id: str, name: str, content: bytes) -> requests.Response:
    asked = {"preview_file_id": preview_id, "name": name, "size": len(content)}
    address = world.admin.make("/actions/uploads", **asked)
    # a client of its own: the bucket gets no token, as the signed form is the permission
    return requests.post(address["url"], data=address["fields"], files={"file": content}, timeout=SECONDS)


def is_ready(world: Any, preview_id: str) -> dict[str, Any] | None:
    preview: dict[str, Any] = world.admin.get(f"/data/preview-files/{preview_id}")
    return preview if preview["status"] != "processing" else None


def made(place: Place, preview_id: str, size: str) -> bool:
    """Return whether a picture's size is in the bucket: who asks the API for one that is missing has it made."""
    return place.named(f"previews/{preview_id}/", f"/{size}.png") is not None


def test_the_function_makes_the_sizes_of_a_picture_that_was_sent_to_the_api(place, world, picture):
    place.aws("s3")
    preview_id = world.announce("For the function.")

    send(world, preview_id, picture)

    for size in ("thumbnails", "thumbnails-square", "previews"):
        assert eventually(lambda size=size: made(place, preview_id, size))


def test_a_picture_sent_to_the_api_is_seen_in_small_soon(world, picture):
    preview_id = world.announce("By the API.")

    answer = send(world, preview_id, picture)

    assert answer.status_code == 201, answer.text
    thumbnail = eventually(lambda: seen(world, "thumbnails", preview_id))
    assert thumbnail.size == (150, 100)
    original = world.admin.send("GET", f"/pictures/originals/preview-files/{preview_id}.png")
    assert original.content == picture
    assert world.admin.get(f"/data/tasks/{world.task['id']}")["last_preview_file_id"] == preview_id


def test_a_picture_sent_straight_to_the_bucket_is_finished_by_the_function(world, picture):
    preview_id = world.announce("Straight to the bucket.")

    answer = send_straight(world, preview_id, "frame.png", picture)

    assert answer.status_code == 204, answer.text
    preview = eventually(lambda: is_ready(world, preview_id))
    assert (preview["status"], preview["file_size"]) == ("ready", len(picture))
    square = eventually(lambda: seen(world, "thumbnails-square", preview_id))
    assert square.size[0] == square.size[1]
    original = world.admin.send("GET", f"/pictures/originals/preview-files/{preview_id}.png")
    assert original.content == picture


def test_the_bucket_takes_no_other_file_than_was_announced(world):
    preview_id = world.announce("Too large.")
    asked = {"preview_file_id": preview_id, "name": "frame.png", "size": 10}
    address = world.admin.make("/actions/uploads", **asked)

    too_large = requests.post(address["url"], data=address["fields"], files={"file": b"x" * 11}, timeout=SECONDS)
    forged = requests.post(
        address["url"], data=address["fields"] | {"key": "previews/mine.png"}, files={"file": b"x"}, timeout=SECONDS
    )

    assert 400 <= too_large.status_code < 500
    assert 400 <= forged.status_code < 500


def test_a_broken_picture_is_marked_and_a_good_one_may_follow(world, picture):
    preview_id = world.announce("Broken at first.")
    send_straight(world, preview_id, "frame.png", b"this is no picture")
    assert eventually(lambda: is_ready(world, preview_id))["status"] == "broken"

    send_straight(world, preview_id, "frame.png", picture)

    eventually(lambda: seen(world, "previews", preview_id))
    assert world.admin.get(f"/data/preview-files/{preview_id}")["status"] == "ready"


def test_a_file_too_large_for_the_api_is_refused_with_the_direct_way(place, world):
    if place.local:
        pytest.skip("the local server takes files of any size through the API")
    preview_id = world.announce("Too large for the API.")

    answer = send(world, preview_id, random.Random(1).randbytes(5 * 2**20))

    assert answer.status_code == 413
    assert "/actions/uploads" in answer.text
