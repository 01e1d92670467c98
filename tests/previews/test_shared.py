"""A link shows a playlist to people without an account, and nothing else of the studio."""

import pytest

from tests.previews.world import World


class Shared(World):
    """A playlist of one picture, and another picture that is not in it."""

    def __init__(self, studio) -> None:
        super().__init__(studio)
        self.hidden, self.listed = self.picture(), self.picture()
        entry = {"entity_id": self.shot["id"], "preview_file_id": self.listed["id"]}
        self.playlist = studio.make("/data/playlists", name="Review", project_id=self.project["id"], shots=[entry])
        self.path = f"/data/playlists/{self.playlist['id']}/share"

    def share(self, **values) -> str:
        link = self.studio.make(self.path, **values)
        assert "password" not in link
        return f"/shared/playlists/{link['token']}"


@pytest.fixture
def shared(studio):
    return Shared(studio)


def test_a_guest_sees_the_playlist_and_the_pictures_in_it_only(shared):
    link, guest = shared.share(), shared.studio.nobody

    assert [one["preview_file_id"] for one in guest.get(link).body["shots"]] == [shared.listed["id"]]
    assert guest.get(f"{link}/context").body["project"]["team"] == []
    for path in ("preview-files/{}", "pictures/thumbnails/preview-files/{}.png", "preview-files/{}/download"):
        assert guest.get(f"{link}/{path.format(shared.listed['id'])}").status == 200
        assert guest.get(f"{link}/{path.format(shared.hidden['id'])}").status == 403


@pytest.mark.parametrize("values", [{"expiration_date": "2001-01-01"}, {"password": "open sesame"}])
def test_a_link_that_is_not_good_tells_nothing(shared, values):
    link, guest = shared.share(**values), shared.studio.nobody

    for path in ("", "/context", f"/preview-files/{shared.listed['id']}"):
        assert guest.get(link + path).status == guest.get(f"{link}{path}?password=wrong").status == 404


def test_the_password_opens_everything_of_its_link(shared):
    link, guest = shared.share(password="open sesame"), shared.studio.nobody

    for path in ("", "/context", f"/pictures/originals/preview-files/{shared.listed['id']}.png"):
        assert guest.get(f"{link}{path}?password=open%20sesame").status == 200


def test_a_revoked_link_opens_nothing_any_more(shared):
    link = shared.share(expiration_date="2099-12-31")
    token = link.rpartition("/")[2]

    assert shared.admin.delete(f"{shared.path}/{token}").body["is_active"] is False
    assert shared.studio.nobody.get(link).status == 404
    assert shared.get(shared.path).body == []
    assert shared.admin.delete(f"{shared.path}/{token}").status == 200


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor", "manager elsewhere", "nobody"])
def test_only_a_manager_shares_a_playlist(shared, who):
    refused = shared.studio.as_(who, shared.project).post(shared.path)

    assert refused.status == (401 if who == "nobody" else 403)
    assert shared.get(shared.path).body == []


def test_with_its_playlist_a_link_goes(shared):
    link = shared.share()

    shared.admin.delete(f"/data/playlists/{shared.playlist['id']}")

    assert shared.studio.nobody.get(link).status == 404
