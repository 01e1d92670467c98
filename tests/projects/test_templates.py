"""Templates: what a production has chosen serves the next one as a beginning."""

import pytest


def filled(studio):
    """Return a production that has chosen something of everything, and its task type."""
    animation, status = studio.task_type(), studio.status()
    project = studio.project(fps="24", data={"kind": "model"}, man_days=12)
    path = f"/data/projects/{project['id']}"
    studio.make(f"{path}/settings/task-types", task_type_id=animation["id"], priority=4, is_client_visible=False)
    studio.make(f"{path}/settings/task-status", task_status_id=status["id"])
    studio.make(f"{path}/metadata-descriptors", name="Look", data_type="list", choices=["a"])
    return project, animation


def template_of(studio, project):
    return studio.make(f"/data/project-templates/from-project/{project['id']}", name="Like it")


def test_a_production_made_of_a_template_begins_with_what_the_other_had_chosen(studio):
    project, animation = filled(studio)
    template = template_of(studio, project)

    made = studio.project(project_template_id=template["id"], ratio="1:1", data=None)

    shown = studio.get(f"/data/projects/{made['id']}").body
    assert (shown["fps"], shown["ratio"], shown["data"], shown["man_days"]) == ("24", "1:1", {"kind": "model"}, None)
    link = shown["task_type_links"][animation["id"]]
    assert (link["priority"], link["is_client_visible"]) == (4, False)
    assert [(one["name"], one["choices"]) for one in shown["descriptors"]] == [("Look", ["a"])]


def test_a_list_in_the_body_counts_before_the_templates(studio):
    project, _animation = filled(studio)
    layout = studio.task_type()

    made = studio.project(project_template_id=template_of(studio, project)["id"], task_types=[layout["id"]])

    assert made["task_types"] == [layout["id"]]
    assert made["task_statuses"] == studio.get(f"/data/projects/{project['id']}").body["task_statuses"]


def test_later_changes_of_a_production_do_not_reach_its_template(studio):
    project, animation = filled(studio)
    template = template_of(studio, project)

    studio.admin.delete(f"/data/projects/{project['id']}/settings/task-types/{animation['id']}")
    studio.admin.put(f"/data/projects/{project['id']}", {"fps": "30"})

    kept = studio.get(f"/data/project-templates/{template['id']}").body
    assert (kept["fps"], kept["task_types"]) == ("24", [animation["id"]])


def test_applying_a_template_adds_and_never_replaces_what_was_chosen_and_twice_adds_nothing(studio):
    project, animation = filled(studio)
    template = template_of(studio, project)
    target = studio.project(fps="60")
    path = f"/data/projects/{target['id']}"
    studio.make(f"{path}/settings/task-types", task_type_id=animation["id"], priority=9)

    for _ in range(2):
        assert studio.admin.post(f"{path}/apply-template/{template['id']}").status == 200

    shown = studio.get(path).body
    assert (shown["fps"], shown["task_type_links"][animation["id"]]["priority"]) == ("24", 9)
    assert [one["name"] for one in shown["descriptors"]] == ["Look"]


def test_an_unknown_template_makes_no_production(studio):
    unknown = "11111111-1111-4111-8111-111111111111"

    refused = studio.admin.post("/data/projects", {"name": "Of nothing", "project_template_id": unknown})

    assert refused.status == 404
    assert studio.get("/data/projects").body == []


@pytest.mark.parametrize("who", ["manager", "supervisor", "user", "client", "vendor", "nobody"])
def test_only_an_administrator_changes_templates_and_only_managers_see_them(studio, who):
    project, _animation = filled(studio)
    template = template_of(studio, project)
    path, by = f"/data/project-templates/{template['id']}", studio.as_(who, project)
    before = studio.get(path).body

    refused = [
        by.put(path, {"name": "Mine"}).status, by.delete(path).status,
        by.post("/data/project-templates", {"name": "Mine"}).status,
        by.put(f"{path}/metadata-descriptors", []).status,
        by.post(f"/data/projects/{project['id']}/apply-template/{template['id']}").status,
    ]  # fmt: skip

    assert refused == [401 if who == "nobody" else 403] * 5
    assert by.get(path).status == {"manager": 200, "nobody": 401}.get(who, 403)
    assert studio.get(path).body == before


def test_the_columns_of_a_template_are_kept_as_sent_and_what_is_none_is_passed_over(studio):
    template = studio.make("/data/project-templates", name="Empty")
    sent = [
        {"name": "Look", "entity_type": "Asset", "more": 1},
        {"entity_type": "Shot"},
        {"name": "T", "entity_type": "Task"},
    ]

    kept = studio.admin.put(f"/data/project-templates/{template['id']}/metadata-descriptors", sent).body
    made = studio.project(project_template_id=template["id"])

    assert [(one["name"], one["field_name"]) for one in kept["metadata_descriptors"]] == [
        ("Look", "look"), (None, None), ("T", "t")
    ]  # fmt: skip
    columns = studio.get(f"/data/projects/{made['id']}/metadata-descriptors").body
    assert [(one["name"], one["data_type"]) for one in columns] == [("Look", "string")]


def test_a_production_gets_all_columns_of_a_large_template(studio):
    columns = [{"name": f"Column {n}", "entity_type": "Shot"} for n in range(40)]
    template = studio.make("/data/project-templates", name="Large", metadata_descriptors=columns)

    made = studio.project(project_template_id=template["id"])

    assert len(studio.get(f"/data/projects/{made['id']}").body["descriptors"]) == 40


NONSENSE = [
    {"name": 3},
    {"entity_type": ["Asset"]},
    {"name": "???"},
    {"departments": 3},
    {"name": "x" * 121},
    {"data_type": "colour"},
    {"choices": 1},
]


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_a_production_survives_whatever_a_template_keeps_as_a_column(studio, nonsense):
    template = studio.make("/data/project-templates", name="Odd")
    kept = studio.admin.put(
        f"/data/project-templates/{template['id']}/metadata-descriptors",
        [{"name": "A", "entity_type": "Asset"} | nonsense],
    )

    made = studio.admin.post("/data/projects", {"name": "New", "project_template_id": template["id"]})

    assert (kept.status, made.status) in ((200, 201), (400, 201))
    assert studio.get(f"/data/projects/{made.body['id']}").status == 200


def test_the_name_of_a_template_made_of_a_production_has_its_bounds(studio):
    project = studio.project()

    assert studio.admin.post(f"/data/project-templates/from-project/{project['id']}", {"name": "x" * 81}).status == 400
    assert studio.get("/data/project-templates").body == []
