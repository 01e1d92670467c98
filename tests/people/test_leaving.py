"""Whoever leaves is deleted with what was theirs; the work stays."""

import pytest

from tests.studio import PASSWORD


@pytest.fixture
def leaver(studio):
    """Return an artist with a task, a comment and a log in."""
    project, artist = studio.project(), studio.person()
    studio.join(project, artist)
    task = studio.task(project, studio.shot(project), studio.task_type(project), assignees=[artist["id"]])
    client = studio.log_in(artist)
    comment = studio.comment(task, studio.status(is_default=True), "on it", by=client)
    return {"project": project, "person": artist, "task": task, "comment": comment, "client": client}


def test_without_force_nobody_goes_who_has_work_here(studio, leaver):
    refused = studio.admin.delete(f"/data/persons/{leaver['person']['id']}")

    assert (refused.status, set(refused.body)) == (400, {"error", "message"})
    assert studio.get(f"/data/persons/{leaver['person']['id']}").status == 200
    assert len(studio.get(f"/data/tasks/{leaver['task']['id']}/comments").body) == 1


def test_with_force_they_leave_teams_tasks_and_talk(studio, leaver):
    person_id = leaver["person"]["id"]

    assert studio.admin.delete(f"/data/persons/{person_id}?force=true").status == 204

    assert studio.get(f"/data/persons/{person_id}").status == 404
    assert studio.get(f"/data/tasks/{leaver['task']['id']}").body["assignees"] == []
    assert studio.get(f"/data/tasks/{leaver['task']['id']}/comments").body == []
    assert person_id not in studio.get(f"/data/projects/{leaver['project']['id']}").body["team"]
    assert studio.get(f"/data/events/login-logs/last?person_ids={person_id}").body == []
    assert len([e for e in studio.events("person:delete") if e["data"]["person_id"] == person_id]) == 1


def test_whoever_is_gone_is_out_and_their_address_is_free(studio, leaver):
    studio.admin.delete(f"/data/persons/{leaver['person']['id']}?force=true")

    assert leaver["client"].get("/auth/authenticated").status == 401
    again = {"email": leaver["person"]["email"], "password": PASSWORD}
    assert studio.nobody.post("/auth/login", again).status == 400
    assert studio.person(email=leaver["person"]["email"])["id"] != leaver["person"]["id"]


def test_what_others_said_stays(studio, leaver):
    status = studio.status()
    kept = studio.comment(leaver["task"], status, "thank you")

    studio.admin.delete(f"/data/persons/{leaver['person']['id']}?force=true")

    left = studio.get(f"/data/tasks/{leaver['task']['id']}/comments").body
    assert [comment["id"] for comment in left] == [kept["id"]]


def test_nobody_deletes_themselves(studio):
    assert studio.admin.delete(f"/data/persons/{studio.admin.user['id']}?force=true").status == 403


def test_a_department_keeps_nobody(studio):
    person = studio.person(departments=[studio.department()["id"]])

    assert studio.admin.delete(f"/data/persons/{person['id']}").status == 204
