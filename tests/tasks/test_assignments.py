"""Who gets a task joins the team and is told; who may give it depends on role and departments."""

import pytest

from tests.tasks.world import world


@pytest.fixture
def show(studio):
    return world(studio)


def assign(client, task, person):
    return client.put(f"/actions/tasks/{task['id']}/assign", {"person_id": person["id"]})


def test_who_gets_a_task_joins_the_team_and_is_told_once(studio, show):
    artist, manager = studio.person(), show.as_("manager")

    replies = [assign(manager, show.task, artist) for _ in range(2)]

    assert [reply.body["assignees"] for reply in replies] == [[artist["id"]], [artist["id"]]]
    assert artist["id"] in [one["id"] for one in studio.get(f"/data/projects/{show.project['id']}/team").body]
    notes = studio.log_in(artist).get("/data/user/notifications").body
    assert [(note["notification_type"], note["author_id"]) for note in notes] == [("assignation", manager.user["id"])]
    assert len(studio.events("task:assign")) == 1


def test_who_takes_a_task_themselves_is_not_told(studio, show):
    artist = show.as_("user", departments=[show.departments[0]["id"]])

    assert assign(artist, show.task, artist.user).status == 200
    assert artist.get("/data/user/notifications").body == []


@pytest.mark.parametrize("who", ["user", "client", "vendor", "manager elsewhere"])
def test_others_give_no_tasks(studio, show, who):
    artist = studio.person()

    refused = assign(show.as_(who), show.task, artist)
    passed_over = show.as_(who).put(f"/actions/persons/{artist['id']}/assign", {"task_ids": [show.task["id"]]})

    assert refused.status == 403
    assert (passed_over.status, passed_over.body) == (200, [])
    assert show.read(show.task)["assignees"] == []


def test_a_supervisor_gives_their_department_s_work_to_their_department(studio, show):
    animators, modelers = (one["id"] for one in show.departments)
    supervisor = show.as_("supervisor", departments=[animators])
    animator, modeler = studio.person(departments=[animators]), studio.person(departments=[modelers])

    assert assign(supervisor, show.task, animator).status == 200
    assert assign(supervisor, show.task, modeler).status == 403
    assert assign(supervisor, show.asset_task, animator).status == 403
    assert show.read(show.task)["assignees"] == [animator["id"]]


def test_a_bot_works_where_the_production_lets_it(studio, show):
    bot = studio.person(is_bot=True, email="bot@example.com")

    refused = assign(studio.admin, show.task, bot)
    studio.admin.put(f"/data/projects/{show.project['id']}", {"is_bot_collaboration_enabled": True})

    assert (refused.status, assign(studio.admin, show.task, bot).status) == (403, 200)


def test_people_take_themselves_off_and_nobody_else(studio, show):
    artist, mate = show.as_("user"), show.as_("user")
    for one in (artist, mate):
        assign(studio.admin, show.task, one.user)

    off = artist.put(
        "/actions/tasks/clear-assignation", {"task_ids": [show.task["id"]], "person_id": artist.user["id"]}
    )
    other = artist.put(
        "/actions/tasks/clear-assignation", {"task_ids": [show.task["id"]], "person_id": mate.user["id"]}
    )
    everybody = artist.put("/actions/tasks/clear-assignation", {"task_ids": [show.task["id"]]})

    assert (off.body, other.body, everybody.body) == ([show.task["id"]], [], [])
    assert show.read(show.task)["assignees"] == [mate.user["id"]]


def test_many_tasks_are_given_at_once(studio, show):
    artist = studio.person()
    shots = [studio.shot(show.project) for _ in range(15)]
    tasks = [studio.task(show.project, shot, show.animation)["id"] for shot in shots]

    reply = studio.admin.put(f"/actions/persons/{artist['id']}/assign", {"task_ids": tasks})

    assert [task["id"] for task in reply.body] == tasks
    assert {task["id"] for task in studio.get(f"/data/persons/{artist['id']}/tasks").body} == set(tasks)
