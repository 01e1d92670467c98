"""A board shows the same truth in each form, to each caller what is theirs, and costs nothing when nothing changed."""

import json
from typing import Any

import pytest

from tests.harness import Client
from tests.studio import Studio, Values


@pytest.fixture
def show(studio: Studio) -> dict[str, Any]:
    """Return a production with two shots and three tasks, one of them done by an artist."""
    project = studio.project(production_type="tvshow")
    episode = studio.admin.get(f"/data/projects/{project['id']}/episodes").body[0]
    sequence = studio.sequence(project, name="SQ01", episode_id=episode["id"])
    artist = studio.person("user")
    studio.join(project, artist)
    animation, lighting = studio.task_type(project), studio.task_type(project)
    first, second = studio.shot(project, sequence, name="SH01"), studio.shot(project, sequence, name="SH02")
    tasks = [
        studio.task(project, first, animation, assignees=[artist["id"]], estimation=480),
        studio.task(project, first, lighting),
        studio.task(project, second, animation),
    ]
    return {
        "project": project,
        "shots": [first, second],
        "tasks": tasks,
        "artist": artist,
        "types": [animation, lighting],
    }


def board(client: Client, project: Values, **asked: str) -> Any:
    query = "&".join(f"{name}={value}" for name, value in {"project_id": project["id"], **asked}.items())
    reply = client.get(f"/data/shots/with-tasks?{query}")
    assert reply.status == 200, reply
    return reply.body if reply.body is not None else [json.loads(line) for line in reply.content.splitlines()]


def as_objects(compact: dict[str, Any], rows: list[Any]) -> list[Values]:
    """Return a compact board's rows as the plain board has them."""
    found = [dict(zip(compact["shot_fields"], row, strict=True)) for row in rows]
    for entry in found:
        entry["tasks"] = [dict(zip(compact["task_fields"], task, strict=True)) for task in entry["tasks"]]
    return found


def test_each_form_tells_the_same(studio, show):
    plain = board(studio.admin, show["project"])

    compact = board(studio.admin, show["project"], compact="true")
    header, *lines = board(studio.admin, show["project"], compact="true", stream="true")
    first_line, *objects = board(studio.admin, show["project"], stream="true")

    assert [entry["name"] for entry in plain] == ["SH01", "SH02"]
    assert as_objects(compact, compact["rows"]) == plain
    assert as_objects(header, lines) == plain
    assert (first_line, objects) == ({"compact": False}, plain)


def test_a_shot_is_shown_with_its_sequence_episode_and_tasks(studio, show):
    shot = board(studio.admin, show["project"], id=show["shots"][0]["id"])[0]

    assert (shot["sequence_name"], shot["episode_name"], shot["project_name"]) == (
        "SQ01",
        "E01",
        show["project"]["name"],
    )
    assert {task["id"] for task in shot["tasks"]} == {show["tasks"][0]["id"], show["tasks"][1]["id"]}
    assert {task["estimation"] for task in shot["tasks"]} == {480.0, 0.0}


def test_a_change_of_a_task_is_on_the_board_at_once(studio, show):
    done = studio.status(is_done=True)

    studio.comment(show["tasks"][2], done)

    task = board(studio.admin, show["project"], id=show["shots"][1]["id"])[0]["tasks"][0]
    assert task["task_status_id"] == done["id"]
    assert task["done_date"] is not None


def test_a_client_sees_every_shot_but_no_figures_and_nobody(studio, show):
    client = studio.as_("client", show["project"])

    shots = board(client, show["project"])

    assert len(shots) == 2
    for task in [task for shot in shots for task in shot["tasks"]]:
        assert (task["assignees"], task["estimation"], task["difficulty"], task["start_date"]) == ([], 0, None, None)


def test_a_vendor_sees_only_their_own_tasks_and_columns(studio, show):
    departments = [studio.department(), studio.department()]
    columns = f"/data/projects/{show['project']['id']}/metadata-descriptors"
    for name, department in zip(("Mine", "Theirs"), departments, strict=True):
        studio.make(columns, name=name, entity_type="Shot", data_type="string", departments=[department["id"]])
    studio.admin.put(f"/data/entities/{show['shots'][1]['id']}", {"data": {"mine": "a", "theirs": "b", "free": "c"}})
    vendor = studio.person("vendor", departments=[departments[0]["id"]])
    studio.join(show["project"], vendor)
    studio.admin.put(f"/actions/tasks/{show['tasks'][2]['id']}/assign", {"person_id": vendor["id"]})

    shots = board(studio.log_in(vendor), show["project"])

    assert [(shot["name"], [task["id"] for task in shot["tasks"]]) for shot in shots] == [
        ("SH02", [show["tasks"][2]["id"]])
    ]
    assert shots[0]["data"] == {"mine": "a", "free": "c"}


@pytest.mark.parametrize(("who", "status"), [("nobody", 401), ("user elsewhere", 403), ("manager elsewhere", 403)])
def test_nobody_but_the_team_sees_a_board(studio, show, who, status):
    reply = studio.as_(who, show["project"]).get(f"/data/shots/with-tasks?project_id={show['project']['id']}")

    assert reply.status == status


def test_an_unchanged_board_costs_one_small_read(studio, show):
    path = f"/data/shots/with-tasks?project_id={show['project']['id']}"
    first = studio.admin.get(path)

    second = studio.admin.get(path, If_None_Match=first.headers["ETag"])

    assert (second.status, second.content, second.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert first.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    "change", ["entity", "task", "comment", "type", "project", "subscription", "assignment", "new shot"]
)
def test_a_tag_changes_with_everything_that_a_board_shows(studio, show, change):
    path = f"/data/shots/with-tasks?project_id={show['project']['id']}"
    shot, task, admin = show["shots"][0], show["tasks"][0], studio.admin
    tag = admin.get(path).headers["ETag"]

    changed = {
        "entity": lambda: admin.put(f"/data/entities/{shot['id']}", {"nb_frames": 99}),
        "task": lambda: admin.put(f"/data/tasks/{task['id']}", {"estimation": 60}),
        "comment": lambda: admin.post(
            f"/actions/tasks/{task['id']}/comment", {"task_status_id": studio.status()["id"]}
        ),
        "type": lambda: admin.put(f"/data/task-types/{show['types'][0]['id']}", {"color": "#123456"}),
        "project": lambda: admin.put(f"/data/projects/{show['project']['id']}", {"code": "X"}),
        "subscription": lambda: admin.post(f"/actions/user/tasks/{task['id']}/subscribe"),
        "assignment": lambda: admin.put("/actions/tasks/clear-assignation", {"task_ids": [task["id"]]}),
        "new shot": lambda: admin.post(f"/data/projects/{show['project']['id']}/shots", {"name": "SH99"}),
    }[change]()

    assert changed.status in (200, 201), changed
    again = admin.get(path, If_None_Match=tag)
    assert (again.status, again.headers["ETag"] != tag) == (200, True)


def test_tags_of_two_callers_differ(studio, show):
    path = f"/data/shots/with-tasks?project_id={show['project']['id']}"
    tags = {
        studio.as_(role, show["project"]).get(path).headers["ETag"] for role in ("user", "client", "vendor", "manager")
    }

    assert len(tags) == 4


def test_who_follows_a_task_sees_it_marked_and_nobody_else_does(studio, show):
    follower, other = studio.log_in(show["artist"]), studio.as_("supervisor", show["project"])

    follower.post(f"/actions/user/tasks/{show['tasks'][1]['id']}/subscribe")

    marked = lambda client: {  # noqa: E731
        task["id"] for shot in board(client, show["project"]) for task in shot["tasks"] if task["is_subscribed"]
    }
    assert marked(follower) == {show["tasks"][1]["id"]}
    assert marked(other) == set()


@pytest.mark.parametrize("query", ["project_id=nope", "project_id=%s&id=nope", "project_id=%s&episode_id=nope"])
def test_a_malformed_id_is_refused_by_name(studio, show, query):
    reply = studio.admin.get("/data/shots/with-tasks?" + query.replace("%s", show["project"]["id"]))

    assert reply.status == 400
    assert query.partition("=nope")[0].rpartition("&")[2].split("=")[0] in reply.body["message"]
