"""People, productions and the organisation have a picture, which only their own may change."""

import io

import pytest
from PIL import Image

from tests.previews.test_uploading import BROKEN
from tests.previews.world import picture_of


def test_somebody_s_picture_is_seen_by_everybody(studio):
    artist, project = studio.as_("user"), studio.project()
    path = f"/pictures/thumbnails/persons/{artist.user['id']}"
    assert artist.get(f"{path}.png").status == 404

    sent = artist.upload(path, "me.jpg", picture_of(300, 200, "JPEG"))

    assert sent.body == {"thumbnail_path": f"pictures/thumbnails/persons/{artist.user['id']}.png"}
    for who in ("client", "vendor", "manager elsewhere"):
        seen = studio.as_(who, project).get(f"{path}.png")
        assert Image.open(io.BytesIO(seen.content)).size == (400, 400)


@pytest.mark.parametrize("name", BROKEN)
def test_a_picture_that_can_not_be_read_leaves_everything_as_it_was(studio, name):
    path = f"/pictures/thumbnails/persons/{studio.admin.user['id']}"

    assert studio.admin.upload(path, name, BROKEN[name]).status == 400
    assert studio.get(path).status == 404
    assert studio.get(f"/data/persons/{studio.admin.user['id']}").body["has_avatar"] is False


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "manager elsewhere", "nobody"])
def test_only_a_manager_gives_a_production_its_picture(studio, who):
    project = studio.project()
    path = f"/pictures/thumbnails/projects/{project['id']}"

    refused = studio.as_(who, project).upload(path, "poster.png", picture_of())

    assert refused.status == (401 if who == "nobody" else 403)
    assert studio.get(path).status == 404


def test_others_do_not_see_a_production_s_picture_unless_they_are_managers(studio):
    project = studio.project()
    path = f"/pictures/thumbnails/projects/{project['id']}"
    studio.admin.upload(path, "poster.png", picture_of())

    seen = {who: studio.as_(who, project).get(path).status for who in ("vendor", "user elsewhere", "manager elsewhere")}

    assert seen == {"vendor": 200, "user elsewhere": 403, "manager elsewhere": 200}
