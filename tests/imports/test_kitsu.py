"""An administrator moves a production from another server, ids and all."""

from typing import Any

import pytest

from tests.harness import Client, Reply
from tests.imports.world import World, world
from tests.studio import Studio, Values

PRODUCTION = "a0000000-0000-4000-8000-000000000001"
SEQUENCE = "a0000000-0000-4000-8000-000000000002"
SHOT = "a0000000-0000-4000-8000-000000000003"
TASK = "a0000000-0000-4000-8000-000000000004"
NOWHERE = "a0000000-0000-4000-8000-000000000404"


@pytest.fixture
def here(studio: Studio) -> World:
    """Return a studio with a production and types of its own."""
    return world(studio)


def copy(here: World, kind: str, records: Any, by: Client | None = None, query: str = "") -> Reply:
    """Copy records of a kind."""
    return (by or here.studio.admin).post(f"/import/kitsu/{kind}{query}", records)


def place(**values: Any) -> list[Values]:
    """Return a sequence and a shot as another server answers them."""
    return [
        {"id": SEQUENCE, "type": "Sequence", "name": "SQ01", "project_id": PRODUCTION},
        {
            "id": SHOT, "type": "Shot", "name": "SH01", "project_id": PRODUCTION, "sequence_id": SEQUENCE,
            "sequence_name": "SQ01", "frame_in": 101, "preview_file_id": "", "tasks": [], **values,
        },
    ]  # fmt: skip


def copied(here: World) -> None:
    """Copy a production with a shot and its task."""
    person = here.studio.admin.user["id"]
    types = [here.animation["id"]]
    assert (
        copy(here, "projects", [{"id": PRODUCTION, "name": "Copied", "team": [person], "task_types": types}]).status
        == 200
    )
    assert copy(here, "entities", place()).status == 200
    task = {"id": TASK, "project_id": PRODUCTION, "entity_id": SHOT, "task_type_id": types[0], "assignees": [person]}
    assert copy(here, "tasks", [task]).status == 200


def test_what_is_copied_is_found_under_its_own_id_and_on_the_board(here):
    copied(here)

    board = here.studio.get(f"/data/shots/with-tasks?project_id={PRODUCTION}").body
    assert [(one["id"], one["sequence_name"], one["data"]) for one in board] == [(SHOT, "SQ01", {"frame_in": 101})]
    assert [one["id"] for one in board[0]["tasks"]] == [TASK]
    assert here.studio.admin.user["id"] in here.studio.get(f"/data/projects/{PRODUCTION}").body["team"]


def test_the_same_copy_twice_changes_what_is_here(here):
    copied(here)
    assert copy(here, "entities", place(name="SH01B", frame_in=1)).status == 200

    shot = here.studio.get(f"/data/shots/{SHOT}").body
    assert (shot["name"], shot["data"]) == ("SH01B", {"frame_in": 1})
    assert len(here.studio.get(f"/data/projects/{PRODUCTION}/shots").body) == 1


def test_a_team_only_gets_larger(here):
    copied(here)
    person = here.studio.person()
    copy(here, "projects", [{"id": PRODUCTION, "team": [person["id"]]}])

    team = here.studio.get(f"/data/projects/{PRODUCTION}").body["team"]
    assert set(team) == {here.studio.admin.user["id"], person["id"]}
    assert here.studio.log_in(person).get(f"/data/projects/{PRODUCTION}").status == 200


def test_a_silent_copy_tells_nobody(here):
    copied(here)
    before = len(here.studio.events("shot:update"))
    copy(here, "entities", place(name="SH01B"), query="?silent=true")

    assert len(here.studio.events("shot:update")) == before


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        ("entities", {"type": "Shot", "name": "X", "project_id": NOWHERE}),
        ("entities", {"type": "Shot", "name": "X", "project_id": PRODUCTION, "parent_id": NOWHERE}),
        ("entities", {"type": "Shot", "name": "X" * 300, "project_id": PRODUCTION}),
        ("tasks", {"project_id": PRODUCTION, "entity_id": NOWHERE}),
        ("tasks", {"project_id": PRODUCTION, "entity_id": SHOT}),
        ("comments", {"object_id": NOWHERE, "text": "Hello"}),
        ("comments", {"text": "Hello"}),
        ("time-spents", {"task_id": TASK, "date": "yesterday", "duration": 1}),
        ("preview-files", {"task_id": TASK, "status": "lost"}),
        ("projects", {"name": "Copied"}),
        ("projects", {"name": None}),
    ],
)
def test_what_names_nothing_or_fits_nowhere_is_refused(here, kind, record):
    copied(here)
    refused = copy(here, kind, [{"id": NOWHERE[:-1] + "5", **record}])

    assert refused.status == 400
    assert set(refused.body) == {"error", "message", "data"}
    assert len(here.studio.get(f"/data/projects/{PRODUCTION}/shots").body) == 1


def test_an_entity_stays_in_its_production(here):
    copied(here)
    moved = copy(here, "entities", [{"id": SHOT, "type": "Shot", "project_id": here.project["id"]}])

    assert moved.status == 400
    assert here.studio.get(f"/data/shots/{SHOT}").body["project_id"] == PRODUCTION


@pytest.mark.parametrize("body", [{}, None, "text", [1], [{"name": "no id"}], [{"id": "nonsense"}], [{"id": 7}]])
def test_what_is_no_list_of_records_is_refused(here, body):
    assert copy(here, "projects", body).status == 400


@pytest.mark.parametrize("who", ["manager", "supervisor", "user", "client", "vendor", "nobody"])
def test_of_others_nothing_is_taken(here, who):
    answer = copy(here, "projects", [{"id": PRODUCTION, "name": "Copied"}], here.studio.as_(who, here.project))

    assert answer.status == (401 if who == "nobody" else 200)
    assert who == "nobody" or answer.body == []
    assert here.studio.get(f"/data/projects/{PRODUCTION}").status == 404
