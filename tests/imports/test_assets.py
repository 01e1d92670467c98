"""A production manager brings a sheet of assets or edits."""

import pytest

from tests.imports.world import World, world
from tests.studio import Studio


@pytest.fixture
def film(studio: Studio) -> World:
    """Return a production without assets."""
    return world(studio)


def test_assets_get_their_tasks_also_when_they_are_there_already(film):
    (asset,) = film.send("assets", "Type;Name\nProps;Lamp\n").body
    shading = film.studio.task_type(film.project, for_entity="Asset", name="Shading")
    film.send("assets", "Type;Name\nProps;Lamp\n")

    types = {one["task_type_id"] for one in film.studio.get(f"/data/assets/{asset['id']}/tasks").body}
    assert types == {film.modeling["id"], shading["id"]}


def test_what_a_type_of_assets_does_not_need_is_not_made(film):
    shading = film.studio.task_type(film.project, for_entity="Asset", name="Shading")
    kind = film.studio.asset_type(name="Props", task_types=[shading["id"]])
    (asset,) = film.send("assets", "Type;Name\nprops;Lamp\n").body

    assert asset["entity_type_id"] == kind["id"]
    assert [one["task_type_id"] for one in film.studio.get(f"/data/assets/{asset['id']}/tasks").body] == [shading["id"]]


def test_a_production_that_has_chosen_its_types_gets_no_new_one(film):
    own, other = film.studio.asset_type(name="Props"), film.studio.asset_type(name="Sets")
    film.studio.make(f"/data/projects/{film.project['id']}/settings/asset-types", asset_type_id=own["id"])

    assert film.send("assets", "Type;Name\nSets;Square\n").status == 201
    chosen = film.studio.get(f"/data/projects/{film.project['id']}").body["asset_types"]
    assert set(chosen) == {own["id"], other["id"]}
    assert film.send("assets", "Type;Name\nMachines;Fan\n").body["line_number"] == 2
    assert film.names("assets") == ["Square"]


def test_an_asset_is_of_no_built_in_type(film):
    assert film.send("assets", "Type;Name\nShot;Fan\n").status == 400
    assert film.names("assets") == []


def test_what_an_asset_is_ready_for_counts_where_it_is_cast(film):
    (lamp,) = film.send("assets", "Type;Name\nProps;Lamp\n").body
    (shot,) = film.send("shots", "Sequence;Name\nSQ01;SH01\n").body
    film.studio.admin.put(
        f"/data/projects/{film.project['id']}/entities/{shot['id']}/casting",
        [{"asset_id": lamp["id"], "nb_occurences": 1}],
    )
    film.send("assets", "Type;Name;Ready for\nProps;Lamp;animation\n", update=True)

    assert film.task(shot)["nb_assets_ready"] == 1


def test_custom_columns_take_words_and_names(film):
    person = film.studio.person(first_name="Ada", last_name="Stone")
    columns = f"/data/projects/{film.project['id']}/metadata-descriptors"
    film.studio.make(columns, name="Is Rigged", entity_type="Asset", data_type="boolean", departments=[])
    film.studio.make(columns, name="Owner", entity_type="Asset", data_type="person", departments=[])
    (lamp,) = film.send("assets", "Type;Name;Is Rigged;Owner\nProps;Lamp;YES;ada stone\n").body

    assert lamp["data"] == {"is_rigged": "true", "owner": person["id"]}
    assert film.send("assets", "Type;Name;Is Rigged\nProps;Fan;perhaps\n").status == 400
    assert film.names("assets") == ["Lamp"]


def test_an_edit_lies_in_the_episode_that_its_line_names(studio):
    series = world(studio, production_type="tvshow")
    made = series.send("edits", "Episode;Name\nE01;Cut\n;Trailer\n").body

    assert [one["parent_id"] is None for one in made] == [False, True]
    assert series.names("episodes") == ["E01"]
