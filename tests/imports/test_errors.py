"""What a program could not bring over is kept for the administrator."""

import pytest

from tests.studio import Studio

PATH = "/import/shotgun/errors"


@pytest.mark.parametrize("body", [{"id": 12, "why": "no entity"}, [1, 2], "text", 7])
def test_an_error_is_kept_as_it_was_sent_until_it_is_mended(studio: Studio, body):
    made = studio.admin.send("POST", PATH, body).body

    assert made["event_data"] == body
    assert [one["id"] for one in studio.get(PATH).body] == [made["id"]]
    assert studio.admin.delete(f"{PATH}/{made['id']}").status == 204
    assert studio.get(PATH).body == []
    assert studio.admin.delete(f"{PATH}/{made['id']}").status == 404


@pytest.mark.parametrize("who", ["manager", "user", "nobody"])
def test_errors_are_the_administrators(studio: Studio, who):
    made = studio.admin.post(PATH, {"id": 1}).body
    by = studio.as_(who)

    for answer in (by.get(PATH), by.post(PATH, {"id": 2}), by.delete(f"{PATH}/{made['id']}")):
        assert answer.status == (401 if who == "nobody" else 403)
    assert len(studio.get(PATH).body) == 1
