"""Reviewers draw on a preview: nothing that somebody else drew is lost."""

import pytest

from chalicelib.previews.annotations.rules import changed
from tests.previews.world import World


def at(time, *objects):
    return {"time": time, "drawing": {"objects": list(objects)}}


def rect(name, left=0):
    return {"id": name, "type": "rect", "left": left}


@pytest.mark.parametrize(
    ("additions", "updates", "deletions", "after"),
    [
        ([at(1, rect("a"))], [], [], [at(0, rect("x"), rect("y")), at(1, rect("a"))]),
        ([at(0, rect("a"))], [], [], [at(0, rect("x"), rect("y"), rect("a"))]),
        ([at(0, rect("x", 9))], [], [], [at(0, rect("x"), rect("y"))]),
        ([], [at(0, rect("x", 9), rect("z"))], [], [at(0, rect("y"), rect("x", 9))]),
        ([], [at(5, rect("x", 9))], [], [at(0, rect("x"), rect("y"))]),
        ([], [], [{"time": 0, "objects": ["x"]}], [at(0, rect("y"))]),
        ([], [], [{"time": 0, "objects": ["x", "y"]}], []),
        ([], [], [{"time": 5, "objects": ["x"]}, {"time": 0}], [at(0, rect("x"), rect("y"))]),
        ([at(1, rect("a"))], [at(1, rect("a", 3))], [{"time": 1, "objects": ["a"]}], [at(0, rect("x"), rect("y"))]),
        ([at(2)], [], [], [at(0, rect("x"), rect("y"))]),
    ],
)
def test_what_is_added_changed_and_wiped_away_is_so_in_that_order(additions, updates, deletions, after):
    kept = [at(0, rect("x"), rect("y"))]

    assert changed(kept, additions, updates, deletions) == after
    assert kept == [at(0, rect("x"), rect("y"))]


@pytest.mark.parametrize("name", [None, ""])
def test_what_has_no_id_gets_one(name):
    added = changed([], [at(0, {"id": name, "type": "path"}, {"type": "text"})], [], [])

    assert len({one["id"] for one in added[0]["drawing"]["objects"]} - {None, ""}) == 2


@pytest.mark.parametrize("odd", [{}, {"time": 1}, {"time": 1, "drawing": None}, {"time": 1, "drawing": {"objects": 3}}])
def test_a_drawing_of_an_odd_form_changes_nothing(odd):
    assert changed([at(0, rect("x"))], [odd], [odd], [odd]) == [at(0, rect("x"))]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("manager", 200),
        ("client", 200),
        ("supervisor", 200),
        ("user", 403),
        ("vendor", 403),
        ("manager elsewhere", 403),
    ],
)
def test_reviewers_draw_and_artists_do_not(studio, who, status):
    world = World(studio)
    preview = world.announce()
    path = f"/actions/preview-files/{preview['id']}/update-annotations"

    drawn = studio.as_(who, world.project).put(path, {"additions": [at(0.4, rect("a"))]})

    assert drawn.status == status
    kept = world.get(f"/data/preview-files/{preview['id']}").body["annotations"]
    assert kept == ([at(0.4, rect("a"))] if status == 200 else None)


@pytest.mark.parametrize("body", [{"additions": "none"}, {"updates": None}, {"deletions": [1]}])
def test_what_is_no_list_of_drawings_is_refused(studio, body):
    world = World(studio)
    preview = world.announce()

    assert world.admin.put(f"/actions/preview-files/{preview['id']}/update-annotations", body).status == 400
