"""An administrator brings a studio over from another tracker."""

from typing import Any

import pytest

from tests.harness import Reply
from tests.studio import Studio

ADA = {
    "id": 11, "firstname": "Ada", "lastname": "Stone", "email": "Ada@example.com", "login": "ada",
    "sg_status_list": "act", "permission_rule_set": {"name": "Manager"}, "department": {"name": "Animation"},
}  # fmt: skip


def send(studio: Studio, kind: str, body: Any) -> Reply:
    """Bring records of a kind over."""
    return studio.admin.post(f"/import/shotgun/{kind}", body)


def test_somebody_comes_once_and_then_only_changes_departments(studio):
    (ada,) = send(studio, "persons", [ADA]).body
    (same,) = send(studio, "persons", [{**ADA, "firstname": "Eve", "department": {"name": "Layout"}}]).body

    assert (ada["email"], ada["role"], ada["full_name"]) == ("ada@example.com", "manager", "Ada Stone")
    assert (same["id"], same["first_name"]) == (ada["id"], "Ada")
    layout = next(one for one in studio.get("/data/departments").body if one["name"] == "Layout")
    assert studio.get(f"/data/persons/{ada['id']}").body["departments"] == [layout["id"]]
    assert not any("password" in name for name in ada)


def test_what_lacks_something_is_passed_over(studio):
    assert send(studio, "persons", [{"id": 1, "email": "x@example.com"}, {"id": 2}, 3, {"name": "x"}]).body == []
    assert send(studio, "projects", [{"id": 1, "sg_status": "Active"}, {"id": 2, "name": "Cosmos"}]).body == []
    assert send(studio, "steps", [{"id": 1}, {"id": 2, "code": " "}]).body == []
    assert (
        send(studio, "project-connections", [{"id": 1}, {"id": 2, "project": {"id": 7}, "user": {"id": 8}}]).body == []
    )


def test_a_team_is_left_by_the_number_it_was_joined_under(studio):
    send(studio, "persons", [ADA])
    (project,) = send(studio, "projects", [{"id": 1, "name": "Cosmos", "sg_status": "Active", "sg_budget": 12}]).body
    send(studio, "project-connections", [{"id": 101, "project": {"id": 1}, "user": {"id": 11}}])
    path = f"/data/projects/{project['id']}/team"

    assert project["data"] == {"sg_budget": 12}
    assert [one["first_name"] for one in studio.get(path).body] == ["Ada"]
    assert send(studio, "remove/project-connection", {"id": 101}).body == {"success": True}
    assert studio.get(path).body == []


def test_what_is_used_stays(studio):
    (ada,) = send(studio, "persons", [ADA]).body
    (project,) = send(studio, "projects", [{"id": 1, "name": "Cosmos", "sg_status": "Active"}]).body
    studio.join(project, ada)

    for kind, record in (("person", {"id": 11}), ("project", {"id": 1})):
        assert send(studio, f"remove/{kind}", record).body["success"] is False
    assert studio.get(f"/data/persons/{ada['id']}").status == 200


def test_what_nothing_uses_goes_and_going_twice_is_no_matter(studio):
    (ada,) = send(studio, "persons", [ADA]).body
    (step,) = send(studio, "steps", [{"id": 31, "code": "Modeling Props", "color": "50,80,999"}]).body
    (status,) = send(studio, "status", [{"id": 41, "code": "wtg", "name": "Waiting"}]).body

    assert step["color"] == "#3250ff"
    for kind, number, record in (("person", 11, ada), ("step", 31, step), ("status", 41, status)):
        gone = {"success": True, "removed_instance_id": record["id"]}
        assert send(studio, f"remove/{kind}", {"id": number}).body == gone
        assert send(studio, f"remove/{kind}", {"id": number}).body == {"success": True}


@pytest.mark.parametrize("kind", ["persons", "projects", "project-connections", "steps", "status", "remove/person"])
@pytest.mark.parametrize("who", ["manager", "user", "nobody"])
def test_nobody_but_an_administrator_brings_a_studio(studio, kind, who):
    refused = studio.as_(who).post(f"/import/shotgun/{kind}", [ADA])

    assert refused.status == (401 if who == "nobody" else 403)
    assert studio.get("/data/persons?email=ada@example.com").body == []


@pytest.mark.parametrize("entry", [{"email": 5}, {"email": "no address"}, {"firstname": "E" * 200}, {"login": {}}])
def test_what_can_not_be_kept_is_no_fault(studio, entry):
    assert send(studio, "persons", [{**ADA, **entry}]).status in (200, 400)
    assert studio.get("/data/persons?email=ada@example.com").body == []


@pytest.mark.parametrize("body", [None, {}, "text", 7, {"id": "x"}, {"id": True}])
def test_what_is_no_list_is_refused(studio, body):
    assert studio.admin.send("POST", "/import/shotgun/persons", body).status == 400
    assert studio.admin.send("POST", "/import/shotgun/remove/person", body).status == 400


COSMOS = {"project": {"id": 1, "name": "Cosmos"}}


@pytest.fixture
def cosmos(studio: Studio) -> Studio:
    """Return a studio that has come over with a production, a shot, an asset and a task."""
    send(studio, "persons", [ADA])
    send(studio, "projects", [{"id": 1, "name": "Cosmos", "sg_status": "Active"}])
    send(studio, "steps", [{"id": 32, "code": "Animation", "entity_type": "Shot"}])
    send(studio, "status", [{"id": 41, "code": "wtg", "name": "Waiting"}])
    send(studio, "sequences", [{"id": 301, "code": "SQ01", **COSMOS}])
    send(studio, "assets", [{"id": 501, "code": "Hero", "sg_asset_type": "Character", **COSMOS}])
    send(studio, "shots", [{"id": 601, "code": "SH01", "sg_sequence": {"id": 301}, "assets": [{"id": 501}], **COSMOS}])
    task = {"id": 701, "cached_display_name": "main", "sg_status_list": "wtg", "step": {"id": 32}}
    send(studio, "tasks", [{**task, "entity": {"type": "Shot", "id": 601}, "task_assignees": [{"id": 11}], **COSMOS}])
    return studio


def board(studio: Studio) -> Any:
    """Return the one shot of the one production with its tasks."""
    (project,) = studio.get("/data/projects").body
    (shot,) = studio.get(f"/data/shots/with-tasks?project_id={project['id']}").body
    return shot


def test_a_production_is_on_its_board_with_its_casting(cosmos):
    shot = board(cosmos)

    assert (shot["sequence_name"], shot["name"], len(shot["tasks"])) == ("SQ01", "SH01", 1)
    cast = cosmos.get(f"/data/projects/{shot['project_id']}/entities/{shot['id']}/casting").body
    assert [one["asset_name"] for one in cast] == ["Hero"]


def test_the_same_number_is_the_same_shot_under_another_name(cosmos):
    before = board(cosmos)["id"]
    cut = {"sg_cut_in": 100, "sg_cut_duration": 24, "sg_mood": "calm", "sg_none": None}
    send(cosmos, "shots", [{"id": 601, "code": "SH01B", "sg_sequence": {"id": 301}, "assets": [], **cut, **COSMOS}])

    shot = board(cosmos)
    assert (shot["id"], shot["name"]) == (before, "SH01B")
    assert {name: shot["data"][name] for name in ("frame_in", "frame_out", "sg_mood")} == {
        "frame_in": 100, "frame_out": 124, "sg_mood": "calm",
    }  # fmt: skip
    assert cosmos.get(f"/data/projects/{shot['project_id']}/entities/{shot['id']}/casting").body == []


def test_versions_and_notes_hang_on_their_task(cosmos):
    task = board(cosmos)["tasks"][0]["id"]
    note = {"id": 901, "content": "Nice", "created_at": "2026-02-03T10:11:12Z", "user": {"id": 11}}
    send(cosmos, "versions", [{"id": 801, "code": "v1", "sg_task": {"id": 701}}, {"id": 802, "code": "v2"}])
    made = send(cosmos, "notes", [{**note, "tasks": [{"id": 701}]}, {**note, "id": 902, "tasks": [{"id": 7}]}]).body

    assert [(one["text"], one["created_at"]) for one in made] == [("Nice", "2026-02-03T10:11:12")]
    assert [one["text"] for one in cosmos.get(f"/data/tasks/{task}/comments").body] == ["Nice"]
    assert send(cosmos, "remove/task", {"id": 701}).body["success"] is False
    for kind, number in (("note", 901), ("version", 801), ("task", 701)):
        assert send(cosmos, f"remove/{kind}", {"id": number}).body["success"] is True
    assert board(cosmos)["tasks"] == []


def test_a_sequence_with_shots_stays_and_an_asset_goes_from_where_it_is_cast(cosmos):
    shot = board(cosmos)

    assert send(cosmos, "remove/sequence", {"id": 301}).body["success"] is False
    assert send(cosmos, "remove/shot", {"id": 601}).body["success"] is False
    assert send(cosmos, "remove/asset", {"id": 501}).body["success"] is True
    assert cosmos.get(f"/data/projects/{shot['project_id']}/entities/{shot['id']}/casting").body == []
    assert board(cosmos)["id"] == shot["id"]


@pytest.mark.parametrize("kind", ["episodes", "sequences", "scenes", "shots", "assets", "tasks", "versions", "notes"])
@pytest.mark.parametrize(
    "more",
    [
        {}, {"code": "X", "project": None}, {"code": "X", "project": {"id": "1", "name": 7}},
        {"code": 5, "tasks": 3, "sg_task": [], "entity": "x", **COSMOS},
        {"code": "X" * 300, "sg_asset_type": {"a": 1}, "sequence_sg_scenes_1_sequences": [None],
         "assets": {}, **COSMOS},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_no_fault(cosmos, kind, more):
    assert send(cosmos, kind, [{"id": 999, **more}]).status in (200, 400)
    assert board(cosmos)["name"] == "SH01"
