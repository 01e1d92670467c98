"""People keep their searches; managers share them with the team, and nobody changes what is somebody else's."""

import pytest

from tests.tasks.world import world


@pytest.fixture
def show(studio):
    return world(studio)


def keep(client, project, **values):
    body = {"name": "mine", "query": "lamp", "list_type": "shot", "project_id": project["id"], **values}
    reply = client.post("/data/user/filters", body)
    assert reply.status == 201, reply
    return reply.body


def keep_group(client, project, **values):
    body = {"name": "group", "color": "#FF0000", "list_type": "shot", "project_id": project["id"], **values}
    return client.post("/data/user/filter-groups", body).body


def names(client):
    found = client.get("/data/user/filters").body
    return {one["name"] for of_list in found.values() for of_place in of_list.values() for one in of_place}


def test_a_filter_is_found_by_its_list_and_production(show):
    artist = show.as_("user")
    kept = keep(artist, show.project)

    assert artist.get("/data/user/filters").body == {"shot": {show.project["id"]: [kept]}}
    assert names(show.as_("user")) == set()


@pytest.mark.parametrize(("who", "shared"), [("manager", True), ("supervisor", False), ("user", False)])
def test_only_managers_share_and_only_with_the_team(show, who, shared):
    kept = keep(show.as_(who), show.project, name="for all", is_shared=True)

    assert kept["is_shared"] == shared
    assert ("for all" in names(show.as_("user"))) == shared
    assert "for all" not in names(show.as_("manager elsewhere"))


def test_what_is_shared_with_a_department_is_for_its_members(show):
    animators, modelers = (one["id"] for one in show.departments)
    keep(show.as_("manager"), show.project, name="animators", is_shared=True, department_id=animators)

    assert "animators" in names(show.as_("user", departments=[animators]))
    assert "animators" not in names(show.as_("user", departments=[modelers]))


@pytest.mark.parametrize("who", ["manager", "user", "manager elsewhere"])
def test_what_somebody_keeps_is_not_there_for_others(show, who):
    owner, other = show.as_("user"), show.as_(who)
    kept = keep(owner, show.project)

    assert other.put(f"/data/user/filters/{kept['id']}", {"name": "taken"}).status == 404
    assert other.delete(f"/data/user/filters/{kept['id']}").status == 404
    assert names(owner) == {"mine"}


def test_a_filter_and_its_group_are_both_shared_or_neither(show):
    manager = show.as_("manager")
    group = keep_group(manager, show.project, is_shared=True)
    body = {"name": "x", "query": "x", "project_id": show.project["id"], "search_filter_group_id": group["id"]}

    assert manager.post("/data/user/filters", body).status == 400
    kept = manager.post("/data/user/filters", body | {"is_shared": True}).body
    manager.put(f"/data/user/filter-groups/{group['id']}", {"is_shared": False})

    found = manager.get("/data/user/filters").body["todo"][show.project["id"]]
    assert [(one["id"], one["is_shared"]) for one in found] == [(kept["id"], False)]


def test_a_deleted_group_takes_its_filters_along(show):
    artist = show.as_("user")
    group = keep_group(artist, show.project)
    keep(artist, show.project, name="grouped", search_filter_group_id=group["id"])

    assert artist.delete(f"/data/user/filter-groups/{group['id']}").status == 204
    assert names(artist) == set()


@pytest.mark.parametrize("name", ["project_id", "department_id", "search_filter_group_id"])
def test_an_empty_text_for_an_id_means_none(show, name):
    artist = show.as_("user")
    kept = keep(artist, show.project, **{name: ""})

    assert kept[name] is None
    assert artist.put(f"/data/user/filters/{kept['id']}", {name: ""}).body[name] is None
