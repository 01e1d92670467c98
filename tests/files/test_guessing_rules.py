"""A path says which templates it fits, and what stands in it for their variables."""

import pytest

from chalicelib.errors import BreaksRule
from chalicelib.files.guessing.rules import guesses

FOLDERS = {"shot": "<Project>/fixed/v<Version>x", "style": "lowercase"}
MODE = {"mountpoint": "/m", "root": "Films", "folder_path": FOLDERS}


def texts(path, tree=None, sep="/"):
    return [(guess.kind, guess.texts) for guess in guesses(tree or {"working": MODE}, path, sep)]


def test_a_path_is_read_without_regard_to_case_where_the_tree_is_written_so():
    assert texts("/M/FILMS/Big_Buck/FIXED/V012X") == [("shot", [("Project", "big buck"), ("Version", "012")])]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/m/films/p", [("Project", "p")]), ("/m/films/", [("Project", "")]),
        ("/m/films/p/fixed/v1x/more", [("Project", "p"), ("Version", "1")]),
        ("/m/films/p/fixed/v", [("Project", "p"), ("Version", "")]),
    ],
)  # fmt: skip
def test_a_path_may_be_shorter_or_longer_than_the_template(path, found):
    assert texts(path) == [("shot", found)]


@pytest.mark.parametrize("path", ["/m/films", "/elsewhere/films/p", "/m/films/p/other", ""])
def test_another_path_fits_nothing(path):
    assert texts(path) == []


def test_a_template_without_variables_fits_nothing():
    assert texts("/m/films/fixed", {"w": {**MODE, "folder_path": {"shot": "fixed", "style": "lowercase"}}}) == []


def test_a_path_is_parted_at_its_own_separator_and_a_template_at_slashes():
    assert texts("/m\\films\\p\\fixed\\v2x", sep="\\") == [("shot", [("Project", "p"), ("Version", "2")])]


@pytest.mark.parametrize(
    "tree", ["x", 3, [1], {"w": 3}, {"w": {}}, {"w": {**MODE, "folder_path": {**FOLDERS, "shot": 3}}}]
)
def test_a_tree_of_another_shape_breaks_a_rule(tree):
    with pytest.raises(BreaksRule):
        texts("/m/films/p", tree)


def test_a_production_without_a_tree_fits_nothing():
    assert list(guesses(None, "/m/films/p", "/")) == []
