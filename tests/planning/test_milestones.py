"""A production promises days; only its own managers may move them."""

import pytest


def promise(studio, project, **values):
    return studio.make("/data/milestones", **{"name": "Animatic locked", "project_id": project["id"], **values})


def promised(studio, project):
    return studio.get(f"/data/projects/{project['id']}/milestones").body


def test_a_manager_moves_a_milestone_and_the_production_shows_it(studio):
    project = studio.project()
    milestone = promise(studio, project, date="2026-02-01")

    studio.as_("manager", project).put(f"/data/milestones/{milestone['id']}", {"date": "2026-02-15"})

    assert [one["date"] for one in promised(studio, project)] == ["2026-02-15"]


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor", "manager elsewhere", "nobody"])
def test_nobody_but_a_manager_of_its_production_moves_makes_or_removes_one(studio, who):
    project = studio.project()
    milestone = promise(studio, project, date="2026-02-01")
    client, path = studio.as_(who, project), f"/data/milestones/{milestone['id']}"

    replies = [
        client.put(path, {"date": "2026-03-01"}),
        client.delete(path),
        client.post("/data/milestones", {"name": "Mine", "project_id": project["id"]}),
    ]

    assert {reply.status for reply in replies} == {401 if who == "nobody" else 403}
    assert [one["date"] for one in promised(studio, project)] == ["2026-02-01"]


@pytest.mark.parametrize(("who", "one", "all_"), [("client", 200, 403), ("vendor", 403, 200)])
def test_clients_read_one_and_vendors_the_list(studio, who, one, all_):
    project = studio.project()
    milestone, client = promise(studio, project), studio.as_(who, project)

    assert client.get(f"/data/milestones/{milestone['id']}").status == one
    assert client.get(f"/data/projects/{project['id']}/milestones").status == all_


def test_a_milestone_stays_in_its_production(studio):
    project, other = studio.project(), studio.project()
    milestone = promise(studio, project)

    studio.admin.put(f"/data/milestones/{milestone['id']}", {"project_id": other["id"], "name": "Locked"})

    assert [one["name"] for one in promised(studio, project)] == ["Locked"]
    assert promised(studio, other) == []


def test_only_administrators_find_nothing_in_a_production_that_is_not_there(studio):
    path = "/data/projects/5f0b7a43-5e3c-4d70-9f10-0d1c9a3c7a11/milestones"

    assert (studio.admin.get(path).status, studio.as_("manager").get(path).status) == (200, 404)
