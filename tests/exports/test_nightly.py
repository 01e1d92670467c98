"""Every night the open productions are written down as sheets, so that what they say can be read without Inari."""

import datetime as dt
import hashlib
import json

import pytest
from msgspec.structs import replace

import app
from chalicelib import settings as chosen
from chalicelib.exports.nightly import jobs
from chalicelib.exports.nightly.jobs import Incomplete, export_open
from chalicelib.settings import settings
from chalicelib.store.calls import due
from chalicelib.store.tables import client
from tests.imports.world import World, world
from tests.studio import Studio

DUE = "2026-11-24T02:00:00Z"
DAY = "exports/2026-11-24/"
LONG = 900.0


@pytest.fixture
def film(studio: Studio) -> World:
    """Return a production with two shots and an asset."""
    film = world(studio, name="Long Road: Écho/2")
    film.send("shots", "Sequence;Name;Nb Frames\nSQ02;SH01;24\nSQ01;SH02;48\n")
    film.send("assets", "Type;Name;Description\nProps;=1+1;@cmd\n")
    return film


def kept() -> dict[str, bytes]:
    """Return the files of the bucket by their names."""
    bucket = settings().exports_bucket
    names = [entry["Key"] for entry in client("s3").list_objects_v2(Bucket=bucket).get("Contents", [])]
    return {name: client("s3").get_object(Bucket=bucket, Key=name)["Body"].read() for name in names}


def manifest() -> dict:
    return json.loads(kept()[f"{DAY}manifest.json"])


def test_a_production_lies_in_a_folder_of_the_day_as_the_api_exports_it(film):
    export_open(DUE, lambda: LONG)

    folder = f"{DAY}long_road_echo_2-{film.project['id']}"
    path = f"/export/csv/projects/{film.project['id']}"
    assert kept().keys() == {f"{folder}/shots.csv", f"{folder}/assets.csv", f"{DAY}manifest.json"}
    assert kept()[f"{folder}/shots.csv"] == film.studio.get(f"{path}/shots.csv").content


def test_no_cell_is_a_formula_for_a_spreadsheet_and_all_are_imported_again_as_they_were(film):
    path = f"/export/csv/projects/{film.project['id']}/assets.csv"
    before = film.studio.get(path).content
    export_open(DUE, lambda: LONG)

    (content,) = [content for name, content in kept().items() if name.endswith("assets.csv")]
    film.send("assets", content.decode(), update=True)

    assert b"'=1+1;'@cmd" in content
    assert film.studio.get(path).content == before


def test_the_manifest_tells_what_is_there_and_how_to_check_it(film):
    export_open(DUE, lambda: LONG)

    told = manifest()
    (production,) = told["productions"]
    assert (told["version"], told["run"], told["failed"]) == (settings().version, "2026-11-24T02:00:00", [])
    assert (production["id"], production["name"]) == (film.project["id"], film.project["name"])
    assert [file["rows"] for file in production["files"]] == [2, 1]
    for file in production["files"]:
        content = kept()[file["name"]]
        assert (file["bytes"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())


def test_a_second_run_of_the_day_gives_the_same_files_and_a_later_one_what_has_changed(film):
    export_open(DUE, lambda: LONG)
    first = kept()
    export_open(DUE, lambda: LONG)
    assert kept() == first

    film.send("shots", "Sequence;Name\nSQ03;SH03\n")
    export_open(DUE, lambda: LONG)
    assert kept() == first  # a try again of the same run goes on, and begins nothing anew
    export_open("2026-11-24T09:30:00Z", lambda: LONG)

    assert kept().keys() == first.keys()
    assert [file["rows"] for file in manifest()["productions"][0]["files"]] == [3, 1]


def test_closed_productions_are_not_exported(film, studio):
    closed = studio.make("/data/project-status", name="Closed", color="#000000")
    studio.admin.put(f"/data/projects/{film.project['id']}", {"project_status_id": closed["id"]})

    assert export_open(DUE, lambda: LONG).productions == []
    assert kept().keys() == {f"{DAY}manifest.json"}


def test_two_productions_whose_safe_names_are_alike_have_a_folder_each(studio):
    names = ["Écho", "Echo", "日本", "../..", "a" * 80]
    for name in names:
        studio.project(name=name)

    told = export_open(DUE, lambda: LONG)

    folders = [one.files[0].name.removeprefix(DAY).rpartition("/")[0] for one in told.productions]
    assert len(set(folders)) == len(names)
    assert not any("/" in folder or ".." in folder for folder in folders)


def test_one_that_fails_holds_up_no_other_is_named_and_is_tried_again(film, studio, monkeypatch):
    bad = studio.project(name="Bad Luck")
    whole = jobs.made

    def made(kind, project):
        if project.id == bad["id"]:
            raise ConnectionError("no route")
        return whole(kind, project)

    monkeypatch.setattr(jobs, "made", made)
    with pytest.raises(Incomplete, match=bad["id"]):
        export_open(DUE, lambda: LONG)
    told = manifest()
    assert [one["id"] for one in told["productions"]] == [film.project["id"]]
    assert told["failed"] == [{"id": bad["id"], "name": "Bad Luck", "reason": "ConnectionError"}]

    remade = []
    monkeypatch.setattr(jobs, "made", lambda kind, project: remade.append(project.id) or whole(kind, project))
    export_open(DUE, lambda: LONG)

    assert remade == [bad["id"], bad["id"]]
    assert {one["id"] for one in manifest()["productions"]} == {film.project["id"], bad["id"]}
    assert manifest()["failed"] == []


def test_a_run_that_has_no_time_left_says_what_is_missing_and_goes_on_there(studio):
    for name in ("A", "B"):
        studio.project(name=name)
    seconds = iter([60.0, 5.0])

    with pytest.raises(Incomplete, match="no time was left"):
        export_open(DUE, lambda: next(seconds))
    assert [one["name"] for one in manifest()["productions"]] == ["A"]

    export_open(DUE, lambda: LONG)
    assert [one["name"] for one in manifest()["productions"]] == ["A", "B"]


def test_a_sheet_that_broke_off_before_its_manifest_is_made_whole(film, monkeypatch):
    whole = jobs.records.put

    def put(name, *more):
        if name.endswith("assets.csv"):
            raise KeyboardInterrupt
        whole(name, *more)

    monkeypatch.setattr(jobs.records, "put", put)
    with pytest.raises(KeyboardInterrupt):
        export_open(DUE, lambda: LONG)
    assert f"{DAY}manifest.json" not in kept()
    monkeypatch.setattr(jobs.records, "put", whole)

    export_open(DUE, lambda: LONG)

    assert [len(one["files"]) for one in manifest()["productions"]] == [2]


def test_the_function_takes_the_event_of_a_timetable(film):
    app.nightly_export(due(dt.datetime(2026, 11, 24, 2, tzinfo=dt.UTC)), None)

    assert [one["id"] for one in manifest()["productions"]] == [film.project["id"]]


def test_without_a_bucket_it_says_which_setting_is_missing(studio, monkeypatch):
    without = replace(settings(), exports_bucket="")
    monkeypatch.setattr(jobs.records, "settings", lambda: without)

    with pytest.raises(chosen.Misconfigured, match="INARI_EXPORTS_BUCKET"):
        export_open(DUE, lambda: LONG)
