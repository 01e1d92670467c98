"""A production has its values, its place in lists, and for a series an episode to begin with."""

import pytest


def test_an_administrator_begins_a_production_that_is_open_and_told_of(studio):
    made = studio.project(name="Big Buck", fps=24, production_style=None)

    assert (made["fps"], made["production_style"], made["team"]) == ("24", "2d3d", [])
    shown = studio.get(f"/data/projects/{made['id']}").body
    assert (shown["project_status_name"], shown["descriptors"], shown["task_type_links"]) == ("Open", [], {})
    assert [(e["project_id"], e["data"]) for e in studio.events("project:new")] == [(None, {"project_id": made["id"]})]


@pytest.mark.parametrize("who", ["manager", "supervisor", "user", "client", "vendor", "nobody"])
def test_nobody_else_begins_one(studio, who):
    project = studio.project()

    refused = studio.as_(who, project).post("/data/projects", {"name": "Mine"})

    assert refused.status == (401 if who == "nobody" else 403)
    assert [one["id"] for one in studio.get("/data/projects").body] == [project["id"]]


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor", "manager elsewhere", "nobody"])
def test_only_a_manager_of_the_production_changes_it(studio, who):
    project = studio.project()

    refused = studio.as_(who, project).put(f"/data/projects/{project['id']}", {"description": "mine"})

    assert refused.status == (401 if who == "nobody" else 403)
    assert studio.get(f"/data/projects/{project['id']}").body["description"] is None


@pytest.mark.parametrize(
    "values",
    [
        {"production_style": "oil-paint"}, {"resolution": "wide"}, {"resolution": "12x1080"},
        {"hd_bitrate_compression": 29}, {"hd_bitrate_compression": True}, {"ld_bitrate_compression": 0.5},
        {"hd_bitrate_compression": 4, "ld_bitrate_compression": 5}, {"name": None}, {"start_date": "soon"},
        {"is_clients_isolated": "yes"}, {"man_days": "many"}, {"default_preview_background_file_id": "no-id"},
    ],
)  # fmt: skip
def test_values_that_a_production_can_not_have_are_refused_and_change_nothing(studio, values):
    project = studio.project(name="Kept")

    changed = studio.admin.put(f"/data/projects/{project['id']}", values)
    made = studio.admin.post("/data/projects", {"name": "Other"} | values)

    assert (changed.status, made.status) == (400, 400)
    kept = studio.get(f"/data/projects/{project['id']}").body
    assert {name: kept[name] for name in values if name in project} == {
        name: project[name] for name in values if name in project
    }
    assert len(studio.get("/data/projects").body) == 1


def test_a_high_bitrate_may_pass_under_an_old_low_one_but_not_the_other_way_round(studio):
    project = studio.project(hd_bitrate_compression=20, ld_bitrate_compression=10)
    path = f"/data/projects/{project['id']}"

    assert studio.admin.put(path, {"hd_bitrate_compression": 5}).status == 200
    assert studio.admin.put(path, {"ld_bitrate_compression": 6}).status == 400
    assert studio.admin.put(path, {"hd_bitrate_compression": None, "ld_bitrate_compression": 28}).status == 200


def test_two_productions_never_have_one_name(studio):
    studio.project(name="Taken")
    other = studio.project(name="Free")

    assert studio.admin.post("/data/projects", {"name": "Taken"}).status == 400
    assert studio.admin.put(f"/data/projects/{other['id']}", {"name": "Taken"}).status == 400
    assert studio.admin.put(f"/data/projects/{other['id']}", {"name": "taken"}).status == 200


def test_what_only_other_routes_write_is_not_taken_from_a_body(studio):
    person = studio.person()
    project = studio.project()

    made = studio.admin.post("/data/projects", {"name": "Sly", "team_roles": {person["id"]: "manager"}})
    sent = {"team": [person["id"]], "team_roles": {person["id"]: "manager"}, "task_type_links": {}}
    changed = studio.admin.put(f"/data/projects/{project['id']}", sent)

    assert (made.status, changed.status) == (400, 200)
    assert studio.get(f"/data/projects/{project['id']}/team").body == []
    assert "team_roles" not in studio.get(f"/data/projects/{project['id']}").body
    assert "team_roles" not in studio.get("/data/projects?relations=true").body[0]


def test_lists_show_people_the_open_productions_of_their_teams_and_closed_ones_on_demand(studio):
    closed = studio.make("/data/project-status", name="Closed", color="#000000")
    person = studio.person("manager")
    mine, over, _others = studio.project(name="B"), studio.project(name="A"), studio.project(name="C")
    for project in (mine, over):
        studio.join(project, person)
    studio.admin.put(f"/data/projects/{over['id']}", {"project_status_id": closed["id"]})
    somebody = studio.log_in(person)

    def names(path: str) -> list[str]:
        return [one["name"] for one in somebody.get(path).body]

    assert (names("/data/projects"), names("/data/projects/open")) == (["B"], ["B"])
    assert names("/data/projects/all") == ["A", "B"]
    assert names("/data/projects/open?name=C") == []
    assert somebody.get("/data/projects/all?name=c").status == 404
    assert somebody.get(f"/data/projects/{over['id']}").body["project_status_name"] == "Closed"


def test_a_status_that_a_production_has_stays(studio):
    project = studio.project()
    path = f"/data/project-status/{project['project_status_id']}"

    assert studio.admin.delete(path).status == 400
    assert studio.get(path).status == 200


def test_a_series_begins_with_an_episode_and_gets_no_second_one(studio):
    series = studio.project(production_type="tvshow")
    film = studio.project()

    became = studio.admin.put(f"/data/projects/{film['id']}", {"production_type": "tvshow"}).body
    again = studio.admin.put(f"/data/projects/{film['id']}", {"description": "still one"}).body

    assert again["first_episode_id"] == became["first_episode_id"] != series["first_episode_id"]
    assert "first_episode_id" not in film
    assert studio.get(f"/data/projects/{series['id']}").body["first_episode_id"] == series["first_episode_id"]


def test_lists_may_be_given_at_once_and_are_replaced_as_a_whole(studio):
    layout, animation = studio.task_type(), studio.task_type()
    unknown = "11111111-1111-4111-8111-111111111111"
    project = studio.project(task_types=[layout["id"], {"id": animation["id"]}, unknown])
    path = f"/data/projects/{project['id']}"
    studio.admin.post(f"{path}/settings/task-types", {"task_type_id": layout["id"], "is_client_visible": False})

    studio.admin.put(path, {"task_types": [layout["id"]]})
    twice = studio.admin.post("/data/projects", {"name": "Twice", "task_types": [layout["id"], layout["id"]]})

    assert project["task_types"] == [layout["id"], animation["id"]]
    links = studio.get(path).body["task_type_links"]
    assert {one: link["is_client_visible"] for one, link in links.items()} == {layout["id"]: False}
    assert twice.status == 400
