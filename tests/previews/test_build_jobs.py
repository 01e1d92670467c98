"""The builds of a playlist are its managers' and, where it is meant for them, its clients'; they go with it."""

import pytest

from chalicelib.previews.build_jobs.records import build_jobs
from chalicelib.previews.shares.records import share_links
from tests.previews.world import World

STARTED = "0190a0b0-0000-7000-8000-00000000000"


class Built(World):
    """A playlist for clients with a build that was copied from another server."""

    def __init__(self, studio) -> None:
        super().__init__(studio)
        self.playlist = self.listed("For clients", for_client=True)
        self.job = self.build(self.playlist, 1)
        self.path = f"/data/playlists/{self.playlist['id']}/jobs/{self.job['id']}"

    def listed(self, name, **values):
        return self.studio.make("/data/playlists", name=name, project_id=self.project["id"], **values)

    def build(self, playlist, number, **values):
        job = {"id": f"{STARTED}{number}", "playlist_id": playlist["id"], "status": "succeeded", "job_type": "movie"}
        [copied] = self.admin.post("/import/kitsu/build-jobs", [job | values]).body
        return copied


@pytest.fixture
def built(studio):
    return Built(studio)


@pytest.mark.parametrize(
    ("who", "status"),
    [("manager", 204), ("client", 204), ("supervisor", 403), ("user", 403), ("vendor", 403),
     ("manager elsewhere", 403), ("nobody", 401)],
)  # fmt: skip
def test_managers_and_the_clients_it_is_meant_for_let_a_build_go(built, who, status):
    somebody = built.studio.as_(who, built.project)

    assert somebody.get(built.path).status == (200 if status == 204 else status)
    assert somebody.delete(built.path).status == status
    assert (build_jobs.find(built.job["id"]) is None) == (status == 204)


def test_a_client_has_nothing_of_the_builds_of_an_internal_playlist(built):
    internal = built.listed("Between us")
    job = built.build(internal, 2)
    client = built.studio.as_("client", built.project)

    assert client.get(f"/data/playlists/{internal['id']}/jobs/{job['id']}").status == 403
    assert client.delete(f"/data/playlists/{internal['id']}/jobs/{job['id']}").status == 403
    assert build_jobs.find(job["id"]) is not None


def test_a_build_is_found_below_its_own_playlist_only(built):
    other = built.listed("Other")

    assert built.get(f"/data/playlists/{other['id']}/jobs/{built.job['id']}").status == 404
    assert built.admin.delete(f"/data/playlists/{other['id']}/jobs/{built.job['id']}").status == 404
    assert built.get(built.path).status == 200


def test_a_playlist_lists_its_builds_the_newest_first_and_forgets_one_that_goes(built):
    newer = built.build(built.playlist, 2, created_at="2099-01-01T00:00:00")
    whole = f"/data/projects/{built.project['id']}/playlists/{built.playlist['id']}"

    assert [one["id"] for one in built.get(whole).body["build_jobs"]] == [newer["id"], built.job["id"]]
    built.admin.delete(built.path)
    assert [one["id"] for one in built.get(whole).body["build_jobs"]] == [newer["id"]]
    assert built.get(f"/data/playlists/{built.playlist['id']}").body["build_jobs"] == [newer["id"]]
    assert built.studio.events("build-job:delete")[0]["data"]["build_job_id"] == built.job["id"]


def test_only_who_runs_the_studio_sees_all_builds_of_a_production(built):
    path = f"/data/projects/{built.project['id']}/build-jobs"

    assert [one["id"] for one in built.get(path).body] == [built.job["id"]]
    assert built.get(f"/data/projects/{built.studio.project()['id']}/build-jobs").body == []
    assert built.studio.as_("manager", built.project).get(path).status == 403


def test_a_playlist_that_is_copied_again_keeps_its_builds(built):
    copied = {"id": built.playlist["id"], "name": "Renamed", "build_jobs": []}

    assert built.admin.post("/import/kitsu/playlists", [copied]).status == 200
    kept = built.get(f"/data/playlists/{built.playlist['id']}").body
    assert (kept["name"], kept["build_jobs"]) == ("Renamed", [built.job["id"]])


def test_builds_and_links_go_with_their_playlist_even_if_they_are_too_many_for_one_commit(built):
    for number in range(10, 40):
        built.build(built.playlist, 1, id=f"{STARTED[:-1]}{number}")
    for _ in range(25):
        built.studio.make(f"/data/playlists/{built.playlist['id']}/share")

    assert built.admin.delete(f"/data/playlists/{built.playlist['id']}").status == 204
    assert build_jobs.within(built.playlist["id"]) == []
    assert share_links.within(built.playlist["id"]) == []
    assert built.get(f"/data/projects/{built.project['id']}/build-jobs").body == []
