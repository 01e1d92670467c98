"""A path finds its one operation, whatever slashes and endings it has."""

import pytest

from chalicelib.errors import NoSuchMethod, NotFound
from chalicelib.web.paths import Tree

TREE = Tree(
    {
        "lists": ("GET /data/shots", "POST /data/shots", "GET /data/shots/all", "GET /data/shots/{shot_id}"),
        "tasks": ("GET /data/shots/{shot_id}/tasks", "GET /data/{kind}/{record_id}/tasks"),
        "pictures": ("GET /pictures/{preview_id}.png", "GET /pictures/{preview_id}"),
        "root": ("GET /",),
    }
)


@pytest.mark.parametrize(
    ("path", "topic", "values"),
    [
        ("/", "root", {}),
        ("/data/shots", "lists", {}),
        ("/data/shots/", "lists", {}),
        ("/data/shots/all", "lists", {}),
        ("/data/shots/17", "lists", {"shot_id": "17"}),
        ("/data/shots/17/tasks", "tasks", {"shot_id": "17"}),
        ("/data/assets/17/tasks/", "tasks", {"kind": "assets", "record_id": "17"}),
        ("/pictures/17.png", "pictures", {"preview_id": "17"}),
        ("/pictures/17", "pictures", {"preview_id": "17"}),
    ],
)
def test_a_path_finds_the_most_exact_operation(path, topic, values):
    found = TREE.find("GET", path)

    assert (found.topic, found.values) == (topic, values)


def test_a_known_path_with_another_method_is_told_from_an_unknown_one():
    with pytest.raises(NoSuchMethod):
        TREE.find("DELETE", "/data/shots")
    with pytest.raises(NotFound):
        TREE.find("GET", "/data/nothing")
    with pytest.raises(NotFound):
        TREE.find("GET", "/data/shots/17/tasks/18")


def test_the_methods_of_a_path_are_known():
    assert TREE.methods("/data/shots") == {"GET", "POST"}
    assert TREE.methods("/data/nothing") == set()


def test_two_variables_of_one_segment_are_parted_at_the_last_point():
    tree = Tree({"pictures": ("GET /pictures/{file_id}.{extension}", "GET /pictures/{file_id}.png")})

    assert tree.find("GET", "/pictures/a.b.obj").values == {"file_id": "a.b", "extension": "obj"}
    assert tree.find("GET", "/pictures/a.png").values == {"file_id": "a"}
    with pytest.raises(NotFound):
        tree.find("GET", "/pictures/a.")
