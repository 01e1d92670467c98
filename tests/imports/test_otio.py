"""An editor's cut makes shots, and says where they lie in it."""

import json

import pytest

from chalicelib.imports.otio import edl
from tests.harness import Client, Reply
from tests.imports.world import World, world
from tests.studio import Studio

EVENT = "{:03}  AX       V     C        01:00:00:00 01:00:02:00 {} {}\n* FROM CLIP NAME: {}\n\n"
CUT = [("00:00:00:00", "00:00:02:00", "road_SQ01-SH01.mov"), ("00:00:02:00", "00:00:06:00", "road_SQ01-SH02.mov")]


def edl_of(*events: tuple[str, str, str]) -> str:
    """Return an edit decision list of these events: from, to and name of the clip."""
    return "TITLE: CUT\n\n" + "".join(EVENT.format(number, *event) for number, event in enumerate(events, 1))


def send(film: World, name: str, text: str, by: Client | None = None, **values: str) -> Reply:
    """Import an edit list."""
    path = f"/import/otio/projects/{film.project['id']}"
    return (by or film.studio.admin).upload(path, name, text.encode(), **values)


@pytest.fixture
def film(studio: Studio) -> World:
    """Return a production without shots."""
    return world(studio, name="road")


def test_clips_become_shots_with_frames_and_tasks(film):
    made = send(film, "cut.edl", edl_of(*CUT)).body["created_shots"]

    assert [(one["name"], one["nb_frames"], one["data"]) for one in made] == [
        ("SH01", 50, {"frame_in": 0, "frame_out": 49}), ("SH02", 100, {"frame_in": 50, "frame_out": 149}),
    ]  # fmt: skip
    assert film.names("sequences") == ["SQ01"]
    assert film.task(made[0])["task_type_name"] == "Animation"


def test_a_later_cut_moves_the_shots_that_are_there(film):
    first = send(film, "cut.edl", edl_of(*CUT)).body["created_shots"]
    again = send(film, "cut.edl", edl_of(("10:00:00:00", "10:00:01:00", "road_SQ01-SH02"))).body

    assert again["created_shots"] == []
    assert [(one["id"], one["data"]) for one in again["updated_shots"]] == [
        (first[1]["id"], {"frame_in": 0, "frame_out": 24})
    ]


def test_a_clip_that_means_no_shot_ends_the_import_where_it_stands(film):
    refused = send(film, "cut.edl", edl_of(CUT[0], ("00:00:02:00", "00:00:06:00", "black")))

    assert refused.status == 400
    assert film.names("shots") == ["SH01"]


@pytest.mark.parametrize("convention", ["$shot_name", "$a$b", "$sequence_name$sequence_name-$shot_name"])
def test_a_convention_that_finds_no_shot_is_refused(film, convention):
    assert send(film, "cut.edl", edl_of(*CUT), naming_convention=convention).status == 400
    assert film.names("shots") == []


def test_timelines_and_final_cut_are_read_too(film):
    clip = {
        "OTIO_SCHEMA": "Clip.2", "name": "", "source_range": {"duration": {"value": 12, "rate": 25}},
        "media_references": {"DEFAULT_MEDIA": {"target_url": "file:///cut/road_SQ01-SH01.mov"}},
    }  # fmt: skip
    gap = {"OTIO_SCHEMA": "Gap.1", "source_range": {"duration": {"value": 8, "rate": 25}}}
    track = {"OTIO_SCHEMA": "Track.1", "kind": "Video", "children": [gap, clip]}
    otio = {"OTIO_SCHEMA": "Timeline.1", "tracks": {"OTIO_SCHEMA": "Stack.1", "children": [track]}}
    item = "<clipitem><name>road_SQ01-SH02</name><start>20</start><end>30</end></clipitem>"
    xml = f"<xmeml><sequence><media><video><track>{item}</track></video></media></sequence></xmeml>"

    assert send(film, "cut.otio", json.dumps(otio)).body["created_shots"][0]["data"] == {"frame_in": 8, "frame_out": 19}
    assert send(film, "cut.xml", xml).body["created_shots"][0]["data"] == {"frame_in": 20, "frame_out": 29}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cut.edl", "no list"), ("cut.txt", edl_of(*CUT)), ("cut", edl_of(*CUT)), ("cut.otio", "{}"),
        ("cut.otio", "[]"),
        ("cut.otio", '{"OTIO_SCHEMA": "Timeline.1", "tracks": {"children": [{"kind": "Video", "children": [1]}]}}'),
        ("cut.otio", '{"a":' * 5000), ("cut.xml", "<a>"), ("cut.xml", "<xmeml/>"),
        ("cut.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><xmeml>&a;</xmeml>'),
    ],
)  # fmt: skip
def test_what_is_no_edit_list_is_refused(film, name, text):
    assert send(film, name, text).status == 400
    assert film.names("shots") == []


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor", "manager elsewhere", "nobody"])
def test_nobody_but_a_manager_of_the_production_imports_a_cut(film, who):
    refused = send(film, "cut.edl", edl_of(*CUT), film.studio.as_(who, film.project))

    assert refused.status == (401 if who == "nobody" else 403)
    assert film.names("shots") == []


@pytest.mark.parametrize(
    ("timecode", "fps", "frame"),
    [
        ("00:00:01:00", 24, 24), ("00:01:00:00", 23.976, 1440), ("01:00:00;00", 29.97, 107892),
        ("00:01:00;02", 29.97, 1800), ("00:10:00;00", 29.97, 17982), ("00:00:00:12", 0, 12),
    ],
)  # fmt: skip
def test_timecodes_number_frames(timecode, fps, frame):
    assert edl.frame(timecode, fps) == frame
