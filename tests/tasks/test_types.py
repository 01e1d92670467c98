"""A task type is one of a kind in its studio, has a place in its lists, and stays while there is work of it."""

import pytest


def test_a_name_is_taken_whatever_its_case(studio):
    made = studio.task_type(name="Modeling")

    refused = studio.admin.post("/data/task-types", {"name": "mODELING", "for_entity": "Shot"})
    renamed = studio.admin.put(f"/data/task-types/{made['id']}", {"name": "MODELING"})

    assert refused.status == 400
    assert (renamed.status, renamed.body["name"]) == (200, "MODELING")


def test_types_get_their_places_in_the_order_that_is_asked_for(studio):
    first, second, third = studio.task_type(), studio.task_type(), studio.task_type()

    wanted = [third["id"], "00000000-0000-4000-8000-000000000000", first["id"]]
    reply = studio.admin.post("/actions/task-types/reorder", {"task_type_ids": wanted})

    assert [(one["id"], one["priority"]) for one in reply.body] == [(third["id"], 1), (first["id"], 3)]
    assert studio.get(f"/data/task-types/{second['id']}").body["priority"] == second["priority"]


def test_a_type_that_a_production_uses_goes_only_when_it_is_forced(studio):
    project = studio.project()
    used = studio.task_type(project)

    refused = studio.admin.delete(f"/data/task-types/{used['id']}")
    forced = studio.admin.delete(f"/data/task-types/{used['id']}?force=true")

    assert (refused.status, forced.status) == (400, 204)
    assert studio.get(f"/data/projects/{project['id']}/task-types").body == []


def test_a_type_with_tasks_stays_even_when_it_is_forced(studio):
    project = studio.project()
    used = studio.task_type(project)
    studio.task(project, studio.shot(project), used)

    refused = studio.admin.delete(f"/data/task-types/{used['id']}?force=true")

    assert refused.status == 400
    assert [one["id"] for one in studio.get(f"/data/projects/{project['id']}/task-types").body] == [used["id"]]


@pytest.mark.parametrize("who", ["manager", "supervisor", "user", "client", "vendor"])
def test_only_an_administrator_changes_types(studio, who):
    made = studio.task_type(name="Layout")
    somebody = studio.as_(who, studio.project())

    replies = [
        somebody.post("/data/task-types", {"name": "Mine"}),
        somebody.put(f"/data/task-types/{made['id']}", {"name": "Mine"}),
        somebody.delete(f"/data/task-types/{made['id']}"),
        somebody.post("/actions/task-types/reorder", {"task_type_ids": [made["id"]]}),
    ]

    assert {reply.status for reply in replies} == {403}
    assert somebody.get(f"/data/task-types/{made['id']}").body["name"] == "Layout"


def test_a_type_that_goes_leaves_the_workflows_of_assets(studio):
    gone, kept = studio.task_type(for_entity="Asset"), studio.task_type(for_entity="Asset")
    props = studio.asset_type(task_types=[gone["id"], kept["id"]])

    assert studio.admin.delete(f"/data/task-types/{gone['id']}").status == 204

    assert studio.get(f"/data/entity-types/{props['id']}").body["task_types"] == [kept["id"]]
