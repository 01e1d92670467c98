"""Custom columns: who sees and makes them, and that their values follow them."""

import pytest

from chalicelib.errors import BreaksRule
from chalicelib.projects.descriptors.rules import key_of


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Été à Paris", "ete_a_paris"), ("A/B & C", "a_b_c"), ("100%", "100"), ("Größe", "grosse"),
        ("  Is ready? ", "is_ready"), ("Søren", "soren"), ("under_score", "under_score"), ("天気 予報", "天気_予報"),
    ],
)  # fmt: skip
def test_a_key_is_the_name_as_one_types_it_anywhere(name, key):
    assert key_of(name) == key


def test_a_name_without_a_letter_makes_no_key():
    with pytest.raises(BreaksRule):
        key_of("???")


def column(studio, project, name="Look", **values):
    return studio.make(f"/data/projects/{project['id']}/metadata-descriptors", name=name, **values)


def test_each_sees_the_columns_that_are_for_them(studio):
    project, modeling, rigging = studio.project(), studio.department(), studio.department()
    column(studio, project, "All")
    column(studio, project, "Clients", for_client=True, departments=[rigging["id"]])
    hidden = column(studio, project, "Models", departments=[modeling["id"]])
    path = f"/data/projects/{project['id']}/metadata-descriptors"
    client, vendor = studio.as_("client", project), studio.as_("vendor", project, departments=[rigging["id"]])

    def seen(by):
        return [one["name"] for one in by.get(path).body]

    assert (seen(client), seen(vendor)) == (["Clients"], ["All", "Clients"])
    assert seen(studio.as_("user", project)) == ["All", "Clients", "Models"]
    assert [by.get(f"{path}/{hidden['id']}").status for by in (client, vendor)] == [403, 403]
    assert [one["name"] for one in vendor.get("/data/projects/open").body[0]["descriptors"]] == ["All", "Clients"]


def test_a_supervisor_makes_columns_for_all_of_the_own_departments_and_never_for_everybody(studio):
    project, modeling, rigging = studio.project(), studio.department(), studio.department()
    lead = studio.as_("supervisor", project, departments=[modeling["id"], rigging["id"]])
    path = f"/data/projects/{project['id']}/metadata-descriptors"

    def made(name, *departments):
        return lead.post(path, {"name": name, "departments": [one["id"] for one in departments]}).status

    assert (made("One", modeling), made("None"), made("Both", modeling, rigging)) == (403, 403, 201)
    assert [one["name"] for one in studio.get(path).body] == ["Both"]


@pytest.mark.parametrize("who", ["user", "client", "vendor", "manager elsewhere", "nobody"])
def test_nobody_else_makes_changes_or_removes_columns(studio, who):
    project = studio.project()
    look = column(studio, project)
    path, by = f"/data/projects/{project['id']}/metadata-descriptors", studio.as_(who, project)

    refused = [
        by.post(path, {"name": "Mine"}).status,
        by.put(f"{path}/{look['id']}", {"name": "Mine"}).status,
        by.delete(f"{path}/{look['id']}").status,
        by.post(f"{path}/reorder", {"entity_type": "Asset", "descriptor_ids": [look["id"]]}).status,
    ]

    assert refused == [401 if who == "nobody" else 403] * 4
    assert studio.get(path).body == [look]


def test_a_manager_elsewhere_does_not_reach_a_column_through_the_own_production(studio):
    project, own = studio.project(), studio.project()
    look = column(studio, project)
    manager = studio.as_("manager", own)

    refused = manager.delete(f"/data/projects/{own['id']}/metadata-descriptors/{look['id']}")

    assert refused.status == 404
    assert studio.get(f"/data/metadata-descriptors/{look['id']}").status == 200


def test_values_follow_a_column_to_its_new_name_and_go_with_it_however_many_there_are(studio):
    project, other, kind = studio.project(), studio.project(), studio.asset_type()
    look = column(studio, project)
    assets = [studio.asset(project, kind, data={"look": 0, "size": n}) for n in range(23)]
    elsewhere = studio.asset(other, kind, data={"look": "kept"})
    shot = studio.shot(project, data={"look": "kept"})
    path = f"/data/projects/{project['id']}/metadata-descriptors/{look['id']}"

    def data(entity):
        return studio.get(f"/data/entities/{entity['id']}").body["data"]

    assert studio.admin.put(path, {"name": "Visual style"}).body["field_name"] == "visual_style"
    assert [data(asset) for asset in assets] == [{"size": n, "visual_style": 0} for n in range(23)]
    assert studio.admin.delete(path).status == 204
    assert [data(asset) for asset in assets] == [{"size": n} for n in range(23)]
    assert (data(elsewhere), data(shot)) == ({"look": "kept"}, {"look": "kept"})


def test_a_name_that_is_taken_refuses_the_change_and_moves_nothing(studio):
    project = studio.project()
    look, _size = column(studio, project), column(studio, project, "Size")
    asset = studio.asset(project, data={"look": 1})
    path = f"/data/projects/{project['id']}/metadata-descriptors/{look['id']}"

    assert [studio.admin.put(path, {"name": name}).status for name in ("Size", "size!", "", "x" * 121)] == [400] * 4
    assert studio.get(f"/data/entities/{asset['id']}").body["data"] == {"look": 1}
    assert studio.get(path).body == look


def test_what_a_change_leaves_out_is_as_for_a_new_column_but_for_the_name(studio):
    project = studio.project()
    look = column(studio, project, data_type="list", choices=["a"], for_client=True, entity_type="Shot")

    changed = studio.admin.put(f"/data/projects/{project['id']}/metadata-descriptors/{look['id']}", {}).body

    assert (changed["name"], changed["entity_type"]) == ("Look", "Shot")
    assert (changed["data_type"], changed["choices"], changed["for_client"]) == ("string", [], False)


def test_an_order_puts_the_others_behind_by_name(studio):
    project = studio.project()
    b, a, c = column(studio, project, "B"), column(studio, project, "A"), column(studio, project, "C")
    other = column(studio, project, "A", entity_type="Shot")
    path = f"/data/projects/{project['id']}/metadata-descriptors/reorder"

    ordered = studio.admin.post(path, {"entity_type": "Asset", "descriptor_ids": [c["id"]]}).body
    refused = studio.admin.post(path, {"entity_type": "Asset", "descriptor_ids": [other["id"]]})

    assert [(one["id"], one["position"]) for one in ordered] == [(c["id"], 1), (a["id"], 2), (b["id"], 3)]
    assert refused.status == 400


def test_a_column_for_all_productions_goes_where_its_maker_manages(studio):
    mine, others = studio.project(), studio.project()
    manager = studio.as_("manager", mine)
    column(studio, others, "Budget", entity_type="Project")

    made = manager.post("/data/metadata-descriptors/all-projects", {"name": "Budget"}).body
    again = manager.post("/data/metadata-descriptors/all-projects", {"name": "Budget"}).body
    gone = manager.delete("/data/metadata-descriptors/all-projects/budget?entity_type=Project").body

    assert [one["project_id"] for one in made] == [mine["id"]]
    assert (again, gone) == ([], [made[0]["id"]])
    left = studio.get("/data/metadata-descriptors").body
    assert [one["project_id"] for one in left] == [others["id"]]


def test_a_new_production_keeps_of_itself_what_the_open_ones_do(studio):
    first = studio.project()
    column(studio, first, "Budget", entity_type="Project", data_type="number")
    column(studio, first, "Look")

    second = studio.project()

    columns = studio.get(f"/data/projects/{second['id']}/metadata-descriptors").body
    assert [(one["name"], one["data_type"], one["project_id"]) for one in columns] == [
        ("Budget", "number", second["id"])
    ]


def test_a_key_is_never_longer_than_a_name_may_be(studio):
    project = studio.project()

    made = column(studio, project, "ß" * 120)

    assert made["field_name"] == "s" * 120
    assert studio.get(f"/data/projects/{project['id']}/metadata-descriptors").body == [made]


def test_an_administrator_changes_the_key_of_a_plain_column_and_its_values_follow(studio):
    project = studio.project()
    look, _size = column(studio, project), column(studio, project, "Size")
    asset = studio.asset(project, data={"look": 1})
    path = f"/data/metadata-descriptors/{look['id']}"

    taken = studio.admin.put(path, {"field_name": "size"}).status
    changed = studio.admin.put(path, {"field_name": "style"}).body

    assert (taken, changed["name"], changed["field_name"]) == (400, "Look", "style")
    assert studio.get(f"/data/entities/{asset['id']}").body["data"] == {"style": 1}
