"""What is one's own: work to do and done, what waits for one's judgement, and where it lies."""

import pytest

from tests.tasks.world import world


@pytest.fixture
def show(studio):
    return world(studio)


@pytest.fixture
def artist(studio, show):
    """Return who has the shot's task."""
    artist = show.as_("user")
    studio.admin.put(f"/data/tasks/{show.task['id']}", {"assignees": [artist.user["id"]]})
    return artist


def ids(reply):
    assert reply.status == 200, reply
    return [one["id"] for one in reply.body]


def test_a_task_is_to_do_until_it_is_done(studio, show, artist):
    assert ids(artist.get("/data/user/tasks")) == [show.task["id"]]

    studio.comment(show.task, studio.status(is_done=True), "good")

    assert ids(artist.get("/data/user/tasks")) == []
    done = artist.get("/data/user/done-tasks")
    assert ids(done) == [show.task["id"]]
    assert done.body[0]["last_comment"]["text"] == "good"


def test_nobody_sees_the_last_words_of_a_client(studio, show, artist):
    status = studio.status()
    studio.comment(show.task, status, "ours")
    studio.comment(show.task, status, "the client's", by=show.as_("client"))

    assert artist.get("/data/user/tasks").body[0]["last_comment"]["text"] == "ours"


def test_what_is_shown_of_a_production_is_where_one_has_tasks(show, artist):
    sequence = show.shot["parent_id"]

    assert ids(artist.get(f"/data/user/projects/{show.project['id']}/sequences")) == [sequence]
    assert ids(artist.get(f"/data/user/sequences/{sequence}/shots")) == [show.shot["id"]]
    assert ids(artist.get(f"/data/user/shots/{show.shot['id']}/tasks")) == [show.task["id"]]
    assert ids(artist.get(f"/data/user/shots/{show.shot['id']}/task-types")) == [show.animation["id"]]
    assert ids(artist.get(f"/data/user/assets/{show.asset['id']}/tasks")) == []
    assert artist.get(f"/data/user/assets/{show.shot['id']}/tasks").status == 404


def test_closed_productions_are_nobody_s_work(studio, show, artist):
    closed = studio.make("/data/project-status", name="Closed", color="#888888")
    studio.admin.put(f"/data/projects/{show.project['id']}", {"project_status_id": closed["id"]})

    assert ids(artist.get("/data/user/tasks")) == []
    assert ids(artist.get("/data/user/projects/open")) == []


@pytest.mark.parametrize(
    ("who", "found"),
    [("manager", True), ("supervisor", True), ("user", False), ("client", False), ("manager elsewhere", False)],
)
def test_what_waits_for_a_judgement_is_shown_to_those_who_judge(studio, show, who, found):
    studio.comment(show.task, studio.status(is_feedback_request=True), "look")
    client = show.as_(who)

    assert ids(client.get("/data/user/tasks-to-check")) == ([show.task["id"]] if found else [])
    values = client.get("/data/user/tasks-to-check/filter-values").body
    assert values["task_type_ids"] == ([show.animation["id"]] if found else [])


def test_a_supervisor_checks_the_work_of_their_departments(studio, show):
    feedback = studio.status(is_feedback_request=True)
    for task in (show.task, show.asset_task):
        studio.comment(task, feedback)
    supervisor = show.as_("supervisor", departments=[show.departments[1]["id"]])

    assert ids(supervisor.get("/data/user/tasks-to-check")) == [show.asset_task["id"]]


def test_what_is_urgent_is_checked_first(studio, show):
    feedback = studio.status(is_feedback_request=True)
    for task, priority in ((show.task, 0), (show.asset_task, 3)):
        studio.comment(task, feedback)
        studio.admin.put(f"/data/tasks/{task['id']}", {"priority": priority})

    page = studio.get("/data/user/tasks-to-check?order_by=priority&page=1&limit=1").body

    assert ([one["id"] for one in page["data"]], page["is_more"]) == ([show.asset_task["id"]], True)
    assert page["stats"]["total"] == 2


@pytest.mark.parametrize("asked", ["person_id=nope", "project_id=nope", "due_date_since=soon", "page=x"])
def test_a_filter_that_makes_no_sense_is_refused(studio, asked):
    assert studio.get(f"/data/user/tasks-to-check?{asked}").status == 400
