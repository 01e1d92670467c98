"""A production goes only when it is closed, and by force only when something belongs to it; then nothing is left."""

import pytest

from chalicelib.entities.chats.records import chats
from chalicelib.removal.projects import belongings
from chalicelib.tasks.comments.records import comments
from chalicelib.tasks.notifications.records import notifications
from chalicelib.tasks.search_filters.records import search_filters
from chalicelib.tasks.subscriptions.records import subscriptions


@pytest.fixture
def closed(studio):
    return studio.make("/data/project-status", name="Closed", color="#000000")


def close(studio, project, closed):
    studio.admin.put(f"/data/projects/{project['id']}", {"project_status_id": closed["id"]})


def worked_on(studio):
    """Return a production with something of everything that tests can make."""
    project, animation, status = studio.project(), studio.task_type(), studio.status(is_default=True)
    shot = studio.shot(project)
    task = studio.task(project, shot, animation)
    studio.make(f"/data/projects/{project['id']}/metadata-descriptors", name="Look")
    return project, shot, task, status


def test_an_open_production_stays_even_by_force(studio):
    project = studio.project()

    assert studio.admin.delete(f"/data/projects/{project['id']}?force=true").status == 400
    assert studio.get(f"/data/projects/{project['id']}").status == 200


@pytest.mark.parametrize("who", ["manager", "supervisor", "user", "client", "vendor", "manager elsewhere", "nobody"])
def test_only_an_administrator_removes_one(studio, closed, who):
    project = studio.project()
    by = studio.as_(who, project)
    close(studio, project, closed)

    assert by.delete(f"/data/projects/{project['id']}?force=true").status == (401 if who == "nobody" else 403)
    assert studio.get(f"/data/projects/{project['id']}").status == 200


def test_one_that_something_belongs_to_stays_as_it_is_without_force(studio, closed):
    project, shot, task, _status = worked_on(studio)
    person = studio.person()
    studio.join(project, person)
    close(studio, project, closed)

    assert studio.admin.delete(f"/data/projects/{project['id']}").status == 400
    assert [studio.get(f"/data/{kind}").status for kind in (f"entities/{shot['id']}", f"tasks/{task['id']}")] == [
        200
    ] * 2
    assert [one["id"] for one in studio.get(f"/data/projects/{project['id']}/team").body] == [person["id"]]


def test_an_empty_one_goes_with_its_places_on_the_team_and_its_preview_account(studio, closed):
    project, person = studio.project(), studio.person()
    studio.join(project, person, "manager")
    account = studio.admin.post(f"/data/projects/{project['id']}/preview-account").body
    close(studio, project, closed)

    assert studio.admin.delete(f"/data/projects/{project['id']}").status == 204

    assert studio.log_in(person).get("/data/projects/all").body == []
    assert studio.get(f"/data/persons/{account['id']}").status == 404
    assert studio.project(name=project["name"])["id"] != project["id"]


def test_by_force_everything_of_it_goes_and_nothing_of_another(studio, closed):
    project, shot, task, _status = worked_on(studio)
    other, other_shot, other_task, _ = worked_on(studio)
    close(studio, project, closed)

    assert studio.admin.delete(f"/data/projects/{project['id']}?force=true").status == 204

    assert not belongings.has_any(project["id"])
    assert [studio.get(f"/data/{kind}").status for kind in (f"entities/{shot['id']}", f"tasks/{task['id']}")] == [
        404
    ] * 2
    left = (f"entities/{other_shot['id']}", f"tasks/{other_task['id']}", f"projects/{other['id']}")
    assert [studio.get(f"/data/{kind}").status for kind in left] == [200] * 3
    assert studio.get(f"/data/events/last?project_id={project['id']}").body == []
    assert studio.get(f"/data/events/last?project_id={other['id']}").body != []
    assert [e["data"] for e in studio.events("project:delete")] == [{"project_id": project["id"]}]


def test_what_lies_elsewhere_and_is_about_it_goes_too(studio, closed):
    project, shot, task, status = worked_on(studio)
    other, other_shot, _task, _status = worked_on(studio)
    somebody = studio.as_("manager", project)
    for place, entity in ((project, shot), (other, other_shot)):
        studio.admin.get(f"/data/entities/{entity['id']}/chat")
        sent = {"list_type": "shot", "name": "Mine", "query": "sh", "project_id": place["id"]}
        assert studio.admin.post("/data/user/filters", sent).status == 201
    studio.comment(task, status, "hello")
    studio.admin.post(f"/actions/user/tasks/{task['id']}/subscribe")
    close(studio, project, closed)

    assert studio.admin.delete(f"/data/projects/{project['id']}?force=true").status == 204

    assert [one.object_id for one in chats.all()] == [other_shot["id"]]
    mine = studio.admin.user["id"]
    assert [one.project_id for one in search_filters.within(mine)] == [other["id"]]
    assert subscriptions.within(mine) == []
    assert comments.within(task["id"]) == []
    assert notifications.within(somebody.user["id"]) == []


def test_every_kind_that_lies_in_productions_is_known_to_the_removal():
    known = {of.kind for of in belongings.in_production()}

    assert {"entity", "task", "news", "metadata_descriptor", "entity_link"} <= known
    assert "entity_version" in {of.kind for of in belongings.below(belongings.entities)}
    assert "preview_file" in {of.kind for of in belongings.below(belongings.tasks)}
