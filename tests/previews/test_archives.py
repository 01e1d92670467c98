"""A playlist's files are taken along as one archive, which is safe to unpack anywhere."""

import io
import urllib.request
import zipfile

import pytest

from chalicelib.previews import serving
from chalicelib.previews.archives import rules
from chalicelib.previews.archives.rules import distinct, safe
from chalicelib.settings import settings
from chalicelib.store import files
from tests.previews.world import World, name_of, picture_of


class Listed(World):
    """A playlist of a picture, for clients."""

    def __init__(self, studio) -> None:
        super().__init__(studio)
        self.preview = self.picture()
        self.playlist = self.of(self.preview, name="Monday's Review", for_client=True)
        self.path = self.path_of(self.playlist)

    def of(self, *previews, **values):
        shots = [{"entity_id": self.shot["id"], "preview_file_id": one["id"]} for one in previews]
        return self.studio.make("/data/playlists", project_id=self.project["id"], shots=shots, **values)

    def path_of(self, playlist):
        return f"/data/playlists/{playlist['id']}/download/zip"


@pytest.fixture
def listed(studio):
    return Listed(studio)


@pytest.fixture
def on_aws(monkeypatch):
    """Have the settings of a function on AWS, and let one picture be too large for its answers."""
    monkeypatch.setenv("INARI_LOCAL", "")
    monkeypatch.setattr(serving, "MOST_FROM_LAMBDA", 1_000)
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


def unpacked(reply):
    assert reply.status == 200, reply
    archive = zipfile.ZipFile(io.BytesIO(reply.content))
    assert archive.testzip() is None
    return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("who", "status"),
    [("manager", 200), ("supervisor", 200), ("client", 200), ("user", 403), ("vendor", 403),
     ("manager elsewhere", 403), ("nobody", 401)],
)  # fmt: skip
def test_managers_supervisors_and_the_clients_it_is_meant_for_take_it_along(listed, who, status):
    assert listed.studio.as_(who, listed.project).get(listed.path).status == status


def test_a_client_takes_no_internal_playlist_along(listed):
    internal = listed.of(listed.preview, name="Between us")

    assert listed.studio.as_("client", listed.project).get(listed.path_of(internal)).status == 403


def test_an_archive_has_all_files_of_the_revisions_once(listed):
    comment = listed.studio.comment(listed.task, listed.status)
    first, second = (listed.announce(comment=comment) for _ in range(2))
    for size, preview in enumerate((first, second), start=60):
        assert listed.send(preview, "frame.png", picture_of(size, size)).status == 201
    playlist = listed.of(first, listed.preview, first, name="Twice")

    found = unpacked(listed.get(listed.path_of(playlist)))

    assert list(found.values()) == [files.get(name_of(one, "original.png")) for one in (first, second, listed.preview)]
    assert [name.rpartition("_")[2] for name in found] == ["v2.png", "v2-2.png", "v1.png"]


def test_an_archive_bears_the_names_of_production_and_playlist(listed):
    project = listed.project["name"].lower().replace(" ", "_")

    disposition = listed.get(listed.path).headers["Content-Disposition"]
    assert disposition == f"attachment; filename*=UTF-8''{project}_monday_s_review.zip"


def test_an_archive_of_nothing_is_an_archive(listed):
    assert unpacked(listed.get(listed.path_of(listed.of(name="Empty")))) == {}


def test_what_has_lost_its_file_is_left_out(listed):
    files.delete(name_of(listed.preview, "original.png"))

    assert unpacked(listed.get(listed.path)) == {}


def test_no_name_of_a_client_leads_out_of_the_folder(listed):
    organisation = listed.get("/data/organisations").body[0]
    listed.admin.put(f"/data/organisations/{organisation['id']}", {"use_original_file_name": True})
    listed.admin.put(f"/data/preview-files/{listed.preview['id']}", {"original_name": "../../etc/cron.d/job"})

    assert list(unpacked(listed.get(listed.path))) == ["_.._etc_cron.d_job.png"]


def test_on_aws_a_large_archive_is_fetched_from_the_bucket_under_its_name(listed, on_aws):
    reply = listed.get(listed.path)

    assert reply.status == 303
    with urllib.request.urlopen(str(reply.headers["Location"])) as answer:  # without any header: it is signed
        assert answer.headers["Content-Type"] == "application/zip"
        assert answer.headers["Content-Disposition"].endswith("_monday_s_review.zip")
        assert len(zipfile.ZipFile(io.BytesIO(answer.read())).namelist()) == 1


def test_on_aws_more_than_a_function_can_pack_is_refused_before_it_is_packed(listed, on_aws, monkeypatch):
    monkeypatch.setattr(rules, "MOST", 100)

    assert listed.get(listed.path).status == 413
    assert files.below("answers/") == []


def test_what_is_said_to_be_small_is_refused_when_it_is_not(listed, on_aws, monkeypatch):
    listed.admin.put(f"/data/preview-files/{listed.preview['id']}", {"file_size": 1})
    monkeypatch.setattr(rules, "MOST", 100)

    assert listed.get(listed.path).status == 413


def test_what_is_too_large_is_so_on_aws_only(inari):
    assert settings().local
    assert rules.check_size(rules.MOST + 1) is None


def test_a_second_use_of_a_name_gets_its_number():
    assert distinct(["a.png", "b.png", "A.png", "0003_a.png"]) == ["a.png", "b.png", "0003_A.png", "0004_0003_a.png"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [("../../x.png", "_.._x.png"), ("..\\x.png", "_x.png"), ("C:\\x", "C__x"), (".hidden", "hidden"), ("...", "_"),
     ("a\x00b\n.png", "a_b_.png"), ("shot 010.png", "shot 010.png")],
)  # fmt: skip
def test_a_name_in_an_archive_is_safe(name, kept):
    assert safe(name) == kept
