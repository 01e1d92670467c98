"""A production manager brings a sheet of shots from a spreadsheet, again and again."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.imports.world import World, world
from tests.studio import Studio


@pytest.fixture
def show(studio: Studio) -> World:
    """Return a production without shots."""
    return world(studio)


def test_a_sheet_makes_sequences_shots_and_their_tasks(show):
    made = show.send("shots", "Sequence;Name;Nb Frames\nSQ01;SH01;48\nSQ01;SH02;\nSQ02;SH01;12\n")

    assert made.status == 201
    assert [(one["name"], one["nb_frames"], one["type"]) for one in made.body] == [
        ("SH01", 48, "Entity"), ("SH02", 0, "Entity"), ("SH01", 12, "Entity"),
    ]  # fmt: skip
    assert show.names("sequences") == ["SQ01", "SQ02"]
    assert {show.task(shot)["task_type_name"] for shot in made.body} == {"Animation"}


def test_the_same_sheet_twice_makes_nothing_twice(show):
    sheet = "Sequence,Name,Description\nSQ01,SH01,first\n"
    before = show.send("shots", sheet).body
    after = show.send("shots", sheet.replace("first", "second")).body

    assert [one["id"] for one in after] == [one["id"] for one in before]
    assert after[0]["description"] == "first"
    assert show.names("shots") == ["SH01"]


def test_an_update_changes_what_the_sheet_says_and_nothing_else(show):
    show.send("shots", "Sequence;Name;Description;Frame In;Frame Out;FPS\nSQ01;SH01;Dawn;101;148;25\n")
    (shot,) = show.send("shots", "Sequence;Name;Frame Out\nSQ01;SH01;200\n", update=True).body

    assert shot["description"] == "Dawn"
    assert shot["data"] == {"fps": "25", "frame_in": 101, "frame_out": 200}
    assert shot["nb_frames"] == 100


def test_two_lines_of_one_shot_are_both_kept(show):
    sheet = "Sequence;Name;Description;FPS\nSQ01;SH01;first;25\nSQ01;SH01;second;24\n"
    shots = show.send("shots", sheet, update=True).body

    assert len({shot["id"] for shot in shots}) == 1
    assert (shots[1]["description"], shots[1]["data"]["fps"]) == ("second", "24")


def test_statuses_comments_and_people_of_a_sheet_count_like_anybody_elses(show):
    artist = show.studio.person(first_name="Ada", last_name="Stone")
    sheet = "Sequence;Name;Animation;Animation comment;Animation assignations\nSQ01;SH01;retake;Too slow;ada stone\n"
    (shot,) = show.send("shots", sheet).body

    task = show.task(shot)
    assert task["retake_count"] == 1
    comments = show.studio.get(f"/data/tasks/{task['id']}/comments").body
    assert [(one["text"], one["task_status"]["short_name"]) for one in comments] == [("Too slow", "rtk")]
    assert show.studio.get(f"/data/tasks/{task['id']}").body["assignees"] == [artist["id"]]
    assert artist["id"] in [one["id"] for one in show.studio.get(f"/data/projects/{show.project['id']}/team").body]


def test_without_update_nothing_is_said_of_shots_that_are_there(show):
    (shot,) = show.send("shots", "Sequence;Name\nSQ01;SH01\n").body
    show.send("shots", "Sequence;Name;Animation;Animation comment\nSQ01;SH01;wip;Hello\n")

    assert show.task(shot)["task_status_name"] == "Todo"


def test_a_bad_line_is_named_and_the_lines_before_it_stay(show):
    sheet = "Sequence;Name;Nb Frames\nSQ01;SH01;10\n\n;;\nSQ01;SH02;many\nSQ01;SH03;10\n"
    refused = show.send("shots", sheet)

    assert refused.status == 400
    assert (refused.body["line_number"], refused.body["imported_rows"]) == (5, 1)
    assert show.names("shots") == ["SH01"]
    assert show.task(show.studio.get(f"/data/projects/{show.project['id']}/shots").body[0])


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor", "manager elsewhere", "nobody"])
def test_nobody_but_a_manager_of_the_production_imports(show, who):
    refused = show.send("shots", "Sequence;Name\nSQ01;SH01\n", show.studio.as_(who, show.project))

    assert refused.status == (401 if who == "nobody" else 403)
    assert show.names("shots") == []


def test_a_series_wants_an_episode_and_finds_names_inside_of_it(studio):
    series = world(studio, production_type="tvshow")
    made = series.send("shots", "Episode;Sequence;Name\nE01;SQ01;SH01\nE02;SQ01;SH01\n").body

    assert len({shot["parent_id"] for shot in made}) == 2
    assert series.send("shots", "Sequence;Name\nSQ01;SH01\n").body["line_number"] == 2
    assert series.names("episodes") == ["E01", "E02"]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param("Sequence;Name\nSQ01;Été\n".encode("latin-1"), 2, id="another encoding"),
        pytest.param("Sequence;Name\nSQ01;SH01\n".encode("utf-16"), 1, id="two bytes a letter"),
        pytest.param(b"Sequence;Name\nSQ01;S\0H\n", 2, id="no text"),
        pytest.param(b'Sequence;Name\nSQ01;SH01\nSQ01;"SH02\n', 3, id="an open quote"),
        pytest.param(b'Sequence;Name\nSQ01;"SH"01\n', 2, id="a quote inside"),
        pytest.param(b"Sequence;Name;Description\nSQ01;SH01;" + b"x" * 200_000, 2, id="a huge cell"),
        pytest.param(b"Sequence;Name;Description\nSQ01;SH01;" + "é".encode() * 70_000, 2, id="a large line"),
        pytest.param(b"Sequence;Name\nSQ01;" + b"x" * 200 + b"\n", 2, id="a long name"),
        pytest.param(b"Sequence;Name;Nb Frames\nSQ01;SH01;" + b"9" * 5000 + b"\n", 2, id="a huge number"),
        pytest.param("Sequence;Name;Frame In\nSQ01;SH01;\u0661\n".encode(), 2, id="digits of another script"),
    ],
)
def test_what_is_no_sheet_is_refused_by_its_line(show, content, line):
    refused = show.send("shots", content)

    assert refused.status == 400
    assert refused.body["line_number"] == line
    assert show.names("shots") == []


def test_an_empty_file_is_no_sheet_and_a_header_alone_is_one(show):
    assert show.send("shots", " \n;;\n").status == 400
    empty = show.send("shots", b"\xef\xbb\xbfSequence;Name\r\n")
    assert (empty.status, empty.body) == (201, [])


def test_quotes_and_line_breaks_inside_of_a_cell_are_kept(show):
    (shot,) = show.send("shots", 'Name,Sequence,Description\r\nSH01,SQ01,"He says ""no"",\nand goes"\r\n').body

    assert shot["description"] == 'He says "no",\nand goes'


def test_two_managers_who_bring_the_same_sheet_at_once_make_it_once(show):
    sheet = "Sequence;Name;Description\n" + "".join(f"SQ01;SH{number:02};x\n" for number in range(8))
    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda _: show.send("shots", sheet, update=True), range(2)))

    assert [answer.status for answer in answers] == [201, 201]
    assert {one["id"] for one in answers[0].body} == {one["id"] for one in answers[1].body}
    assert show.names("shots") == [f"SH{number:02}" for number in range(8)]
    assert all(show.task(shot) for shot in answers[0].body)
