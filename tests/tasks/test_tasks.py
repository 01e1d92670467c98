"""A task is of one entity of its production; who plans it may change it, and everybody sees what is theirs."""

import pytest

from tests.tasks.world import world


@pytest.fixture
def show(studio):
    return world(studio)


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor", "manager elsewhere"])
def test_only_a_manager_of_its_production_makes_a_task(studio, show, who):
    shot = studio.shot(show.project)
    body = {"project_id": show.project["id"], "entity_id": shot["id"], "task_type_id": show.animation["id"]}

    refused = show.as_(who).post("/data/tasks", body)

    assert refused.status == 403
    assert studio.get(f"/data/shots/{shot['id']}/tasks").body == []


def test_a_manager_makes_no_task_in_another_production_by_naming_their_own(studio, show):
    elsewhere = studio.project()
    manager = studio.as_("manager", elsewhere)
    body = {"project_id": elsewhere["id"], "entity_id": show.shot["id"], "task_type_id": show.animation["id"]}

    assert manager.post("/data/tasks", body | {"name": "smuggled"}).status == 403
    assert len(studio.get(f"/data/shots/{show.shot['id']}/tasks").body) == 1


def test_a_type_fits_its_kind_of_entities(studio, show):
    body = {"project_id": show.project["id"], "entity_id": show.asset["id"], "task_type_id": show.animation["id"]}

    assert studio.admin.post("/data/tasks", body).status == 400


def test_an_entity_has_one_task_of_a_name_and_type(studio, show):
    body = {"project_id": show.project["id"], "entity_id": show.shot["id"], "task_type_id": show.animation["id"]}

    assert studio.admin.post("/data/tasks", body).status == 400
    assert studio.admin.post("/data/tasks", body | {"name": "second pass"}).status == 201


def test_a_supervisor_of_the_department_plans_and_does_nothing_else(studio, show):
    animators, modelers = show.departments
    supervisor = show.as_("supervisor", departments=[animators["id"]])
    other = show.as_("supervisor", departments=[modelers["id"]])
    path = f"/data/tasks/{show.task['id']}"

    planned = supervisor.put(path, {"estimation": 480, "data": {"lens": 35}})
    refused = [supervisor.put(path, {"name": "mine"}), supervisor.put(path, {"priority": 1, "assignees": []})]
    refused.append(other.put(path, {"priority": 2}))

    assert planned.status == 200
    assert {reply.status for reply in refused} == {403}
    after = show.read(show.task)
    assert (after["name"], after["estimation"], after["priority"], after["data"]) == ("main", 480, 0, {"lens": 35})


def test_free_data_is_merged(studio, show):
    path = f"/data/tasks/{show.task['id']}"
    studio.admin.put(path, {"data": {"lens": 35, "rig": "A"}})

    changed = studio.admin.put(path, {"data": {"lens": 50, "take": None}})

    assert changed.body["data"] == {"lens": 50, "rig": "A", "take": None}


@pytest.mark.parametrize("difficulty", [0, 6])
def test_difficulty_is_one_to_five(studio, show, difficulty):
    assert studio.admin.put(f"/data/tasks/{show.task['id']}", {"difficulty": difficulty}).status == 400
    assert show.read(show.task)["difficulty"] == 3


def test_a_client_gets_nothing_of_people_and_plans(studio, show):
    artist = studio.person()
    studio.join(show.project, artist)
    studio.admin.put(f"/data/tasks/{show.task['id']}", {"estimation": 480, "assignees": [artist["id"]]})
    client = show.as_("client")

    one = client.get(f"/data/tasks/{show.task['id']}").body
    full = client.get(f"/data/tasks/{show.task['id']}/full").body
    listed = client.get("/data/tasks?relations=true").body
    of_project = client.get(f"/data/projects/{show.project['id']}/tasks").body
    of_shot = client.get(f"/data/shots/{show.shot['id']}/tasks?relations=true").body

    for task in (one, full, *listed, *of_project, *of_shot):
        assert (task["estimation"], task["assignees"], task["difficulty"]) == (0, [], None)
    assert (full["persons"], "assigner" in full) == ([], False)


def test_a_vendor_gets_what_is_assigned_to_them(studio, show):
    vendor = show.as_("vendor")
    assert vendor.get(f"/data/tasks/{show.task['id']}").status == 403

    studio.admin.put(f"/data/tasks/{show.task['id']}", {"assignees": [vendor.user["id"]]})

    assert vendor.get(f"/data/tasks/{show.task['id']}").status == 200
    for path in ("/data/tasks", f"/data/projects/{show.project['id']}/tasks"):
        assert [task["id"] for task in vendor.get(path).body] == [show.task["id"]]


@pytest.mark.parametrize("who", ["user", "manager elsewhere"])
def test_a_stranger_sees_no_task(studio, show, who):
    stranger = studio.as_(who)

    assert stranger.get("/data/tasks").body == []
    assert stranger.get(f"/data/tasks?entity_id={show.shot['id']}").body == []
    assert stranger.get(f"/data/tasks/{show.task['id']}").status == 403
    assert stranger.get(f"/data/projects/{show.project['id']}/tasks").status == 403


def test_a_production_s_tasks_are_sent_once(studio, show):
    path = f"/data/projects/{show.project['id']}/tasks"
    first = studio.get(path)

    again = studio.admin.get(path, If_None_Match=first.headers["ETag"])
    studio.admin.put(f"/data/tasks/{show.task['id']}", {"priority": 3})
    changed = studio.admin.get(path, If_None_Match=first.headers["ETag"])

    assert (again.status, again.content) == (304, b"")
    assert (changed.status, changed.body[0]["id"], changed.body[0]["priority"]) == (200, show.task["id"], 3)


def test_priority_is_set_where_one_may_and_passed_over_elsewhere(studio, show):
    supervisor = show.as_("supervisor", departments=[show.departments[0]["id"]])
    ids = [show.task["id"], show.asset_task["id"], "00000000-0000-4000-8000-000000000000"]

    reply = supervisor.put("/actions/tasks/set-priority", {"task_ids": ids, "priority": 2})

    assert [task["id"] for task in reply.body] == [show.task["id"]]
    assert (show.read(show.task)["priority"], show.read(show.asset_task)["priority"]) == (2, 0)


def test_lists_are_filtered_by_ids_by_lists_of_ids_and_by_what_one_is_shown(studio, show):
    artist = studio.person()
    studio.admin.put(f"/data/tasks/{show.task['id']}", {"assignees": [artist["id"]]})
    elsewhere = studio.project()
    client = show.as_("client")

    def ids(path: str, by=studio.admin) -> list[str]:
        return [task["id"] for task in by.get(path).body]

    assert ids(f"/data/tasks?entity_id={show.shot['id']}&name=MAIN") == [show.task["id"]]
    assert ids(f"/data/tasks?entity_id={show.shot['id']}&project_id={elsewhere['id']}") == []
    assert ids(f'/data/tasks?project_id=["{elsewhere["id"]}"]') == []
    assert ids(f'/data/tasks?task_type_id=["{show.modeling["id"]}"]') == [show.asset_task["id"]]
    assert ids(f"/data/tasks?assignees={artist['id']}") == [show.task["id"]]
    assert ids(f"/data/tasks?assignees={artist['id']}", client) == []
