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
