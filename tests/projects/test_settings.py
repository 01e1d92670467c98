"""What a production has chosen of the studio's types: chosen by its managers, with options of its own."""

import pytest


def links(studio, project, name="task_type_links"):
    return studio.get(f"/data/projects/{project['id']}").body[name]


def test_a_task_type_keeps_its_place_when_it_is_chosen_again(studio):
    project, animation = studio.project(), studio.task_type()
    path = f"/data/projects/{project['id']}/settings/task-types"

    studio.make(path, task_type_id=animation["id"], priority=3)
    studio.make(path, task_type_id=animation["id"], priority=9, is_client_visible=False)

    link = links(studio, project)[animation["id"]]
    assert (link["priority"], link["is_client_visible"]) == (3, False)


def test_one_bitrate_writes_both_and_none_leaves_them(studio):
    project, animation = studio.project(hd_bitrate_compression=10), studio.task_type()
    path = f"/data/projects/{project['id']}/settings/task-types"
    studio.make(path, task_type_id=animation["id"], hd_bitrate_compression=8, ld_bitrate_compression=3)

    studio.make(path, task_type_id=animation["id"], is_client_visible=True)
    untouched = links(studio, project)[animation["id"]]
    too_much = studio.admin.post(path, {"task_type_id": animation["id"], "ld_bitrate_compression": 11})
    studio.make(path, task_type_id=animation["id"], ld_bitrate_compression=4)
    link = links(studio, project)[animation["id"]]

    assert (untouched["hd_bitrate_compression"], untouched["ld_bitrate_compression"]) == (8, 3)
    assert too_much.status == 400
    assert (link["hd_bitrate_compression"], link["ld_bitrate_compression"]) == (None, 4)


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor", "manager elsewhere", "nobody"])
def test_only_a_manager_of_the_production_chooses(studio, who):
    project, chosen, other = studio.project(), studio.status(), studio.status()
    path = f"/data/projects/{project['id']}/settings"
    studio.make(f"{path}/task-status", task_status_id=chosen["id"])
    by = studio.as_(who, project)

    refused = [
        by.post(f"{path}/task-status", {"task_status_id": other["id"]}).status,
        by.delete(f"{path}/task-status/{chosen['id']}").status,
        by.put(f"{path}/task-status/{chosen['id']}", {"is_client_allowed": False}).status,
        by.post(f"{path}/batch", {"task_status_ids": [other["id"]]}).status,
        by.post("/data/task-status-links", {"project_id": project["id"], "task_status_id": other["id"]}).status,
    ]

    assert refused == [401 if who == "nobody" else 403] * 5
    assert {one: link["is_client_allowed"] for one, link in links(studio, project, "task_statuses_link").items()} == {
        chosen["id"]: None
    }


def test_what_is_dropped_and_chosen_again_begins_with_the_defaults(studio):
    project, animation = studio.project(), studio.task_type()
    path = f"/data/projects/{project['id']}/settings/task-types"
    studio.make(path, task_type_id=animation["id"], priority=3, is_client_visible=False)

    studio.admin.delete(f"{path}/{animation['id']}")
    assert links(studio, project) == {}
    studio.make(path, task_type_id=animation["id"])

    link = links(studio, project)[animation["id"]]
    assert (link["priority"], link["is_client_visible"]) == (None, True)


def test_a_batch_adds_changes_and_replaces_with_one_event(studio):
    project, layout, animation = studio.project(), studio.task_type(), studio.task_type()
    path = f"/data/projects/{project['id']}/settings"
    studio.make(f"{path}/task-types", task_type_id=layout["id"], priority=1)
    told = len(studio.events("project:update"))

    entries = [{"task_type_id": animation["id"], "priority": 1}, {"task_type_id": animation["id"], "priority": 2}]
    sent = {
        "task_types": entries,
        "replace_task_types": True,
        "asset_type_ids": ["11111111-1111-4111-8111-111111111111"],
    }
    assert studio.admin.post(f"{path}/batch", sent).status == 200

    assert {one: link["priority"] for one, link in links(studio, project).items()} == {animation["id"]: 2}
    assert len(studio.events("project:update")) == told + 1


def test_what_a_production_does_not_use_keeps_its_place_empty_in_an_order(studio):
    project = studio.project()
    layout, animation, unused = studio.task_type(project), studio.task_type(project), studio.task_type()

    order = [animation["id"], unused["id"], layout["id"]]
    answer = studio.admin.post(f"/actions/projects/{project['id']}/task-type-links/reorder", {"task_type_ids": order})

    assert [(one["task_type_id"], one["priority"]) for one in answer.body] == [(animation["id"], 1), (layout["id"], 3)]
    assert answer.body[0]["type"] == "ProjectTaskTypeLink"


def test_a_link_of_its_own_route_is_made_once_and_then_given_another_place(studio):
    project, animation = studio.project(), studio.task_type()
    sent = {"project_id": project["id"], "task_type_id": animation["id"]}

    first = studio.make("/data/task-type-links", **sent)
    second = studio.make("/data/task-type-links", **sent, priority=4)

    assert (first["id"], first["priority"], second["priority"]) == (second["id"], 1, 4)


def test_a_supervisor_chooses_programs_for_the_own_departments_only(studio):
    modeling, rigging = studio.department(), studio.department()
    project = studio.project()
    model, rig = (
        studio.task_type(project, department_id=modeling["id"]),
        studio.task_type(project, department_id=rigging["id"]),
    )
    blender = studio.make("/data/softwares", name="Blender", short_name="bl", file_extension="blend")
    lead = studio.as_("supervisor", project, departments=[modeling["id"]])
    path = f"/data/projects/{project['id']}/task-types"

    allowed = lead.post(f"{path}/{model['id']}/softwares", {"software_id": blender["id"]}).status
    refused = lead.post(f"{path}/{rig['id']}/softwares", {"software_id": blender["id"]}).status

    assert (allowed, refused) == (201, 403)
    rows = studio.get(f"/data/projects/{project['id']}/task-type-softwares").body
    assert rows == [{"project_id": project["id"], "task_type_id": model["id"], "software_id": blender["id"]}]


def test_an_automation_that_a_production_uses_stays(studio):
    project = studio.project()
    automation = studio.make("/data/status-automations", entity_type="shot")
    path = f"/data/projects/{project['id']}/settings/status-automations"
    studio.make(path, status_automation_id=automation["id"])

    used = studio.admin.delete(f"/data/status-automations/{automation['id']}").status
    studio.admin.delete(f"{path}/{automation['id']}")
    unused = studio.admin.delete(f"/data/status-automations/{automation['id']}").status

    assert (used, unused) == (400, 204)
    assert studio.get(path).body == []


def test_vendors_see_no_automations_and_no_custom_actions(studio):
    studio.make("/data/custom-actions", name="Farm", url="https://farm.example.com")
    vendor, client = studio.as_("vendor"), studio.as_("client")

    assert [vendor.get(f"/data/{kind}").status for kind in ("custom-actions", "status-automations")] == [403, 403]
    assert [one["name"] for one in client.get("/data/custom-actions").body] == ["Farm"]
    assert client.post("/data/custom-actions", {"name": "Mine"}).status == 403
