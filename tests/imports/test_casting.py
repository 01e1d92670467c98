"""A production manager brings a casting: which assets are used in which shots."""

import pytest

from tests.imports.world import World, world
from tests.studio import Studio, Values

HEAD = "Parent;Name;Asset Type;Asset;Occurences;Label\n"


@pytest.fixture
def film(studio: Studio) -> World:
    """Return a production with two shots and two assets."""
    film = world(studio)
    film.send("assets", "Type;Name\nProps;Paper Lamp\nProps;Hat\n")
    film.send("shots", "Sequence;Name\nSQ01;SH01\nSQ01;SH02\n")
    return film


def cast(film: World, place: Values) -> list[tuple[str, int, str]]:
    """Return what is cast in a place."""
    found = film.studio.get(f"/data/projects/{film.project['id']}/entities/{place['id']}/casting").body
    return [(one["asset_name"], one["nb_occurences"], one["label"]) for one in found]


def shot(film: World, name: str) -> Values:
    """Return a shot by its name."""
    shots = film.studio.get(f"/data/projects/{film.project['id']}/shots").body
    return dict(next(one for one in shots if one["name"] == name))


def test_names_are_found_whatever_their_case_and_punctuation(film):
    done = film.send("casting", HEAD + "sq01;sh01;PROPS;paper_lamp;2;Big One\nSQ01;SH01;Props;Hat;;\n")

    assert (done.status, done.body) == (201, [None, None])
    assert cast(film, shot(film, "SH01")) == [("Hat", 1, ""), ("Paper Lamp", 2, "big-one")]


def test_what_is_cast_already_gets_the_new_number_and_the_rest_stays(film):
    film.send("casting", HEAD + "SQ01;SH01;Props;Hat;1;fixed\nSQ01;SH01;Props;Paper Lamp;1;fixed\n")
    film.send("casting", "Parent;Name;Asset Type;Asset;Occurences\nSQ01;SH01;Props;Hat;5\n")

    assert cast(film, shot(film, "SH01")) == [("Hat", 5, "fixed"), ("Paper Lamp", 1, "fixed")]
    assert shot(film, "SH01")["nb_entities_out"] == 2


def test_lines_about_what_is_not_there_are_passed_over(film):
    done = film.send("casting", HEAD + "SQ09;SH01;Props;Hat;1;\nSQ01;SH01;Props;Nothing;1;\nSQ01;SH02;Props;Hat;1;\n")

    assert (done.status, len(done.body)) == (201, 3)
    assert cast(film, shot(film, "SH02")) == [("Hat", 1, "")]


def test_a_number_that_is_none_ends_the_import_where_it_stands(film):
    refused = film.send("casting", HEAD + "SQ01;SH01;Props;Hat;1;\nSQ01;SH02;Props;Hat;-2;\n")

    assert (refused.status, refused.body["line_number"], refused.body["imported_rows"]) == (400, 3, 1)
    assert cast(film, shot(film, "SH02")) == []


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor", "manager elsewhere", "nobody"])
def test_nobody_but_a_manager_of_the_production_casts(film, who):
    refused = film.send("casting", HEAD + "SQ01;SH01;Props;Hat;1;\n", film.studio.as_(who, film.project))

    assert refused.status == (401 if who == "nobody" else 403)
    assert cast(film, shot(film, "SH01")) == []


def test_a_cast_in_a_shot_of_a_series_is_one_in_its_episode_too(studio):
    series = world(studio, production_type="tvshow")
    series.send("assets", "Type;Name\nProps;Hat\n")
    series.send("shots", "Episode;Sequence;Name\nE01;SQ01;SH01\n")
    series.send("casting", "Episode;" + HEAD + "E01;SQ01;SH01;Props;Hat;3;\n")

    assert series.sheet("casting", "?episode_id=all")[1:] == ["Episode;E01;Props;Hat;1;"]
    assert series.sheet("casting", "?is_shot_casting=true")[1:] == ["E01;SQ01;SH01;Props;Hat;3;"]
