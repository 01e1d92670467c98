"""Previews keep their order and their revisions; each sees in lists what is theirs."""

import pytest

from tests.previews.world import World


@pytest.fixture
def world(studio):
    return World(studio)


def positions(world):
    return {one["id"]: (one["revision"], one["position"]) for one in world.get("/data/preview-files").body}


@pytest.mark.parametrize(
    ("position", "order"),
    [(1, [2, 0, 1]), (2, [0, 2, 1]), (3, [0, 1, 2]), (0, [0, 1, 2]), (4, [0, 1, 2])],
)
def test_a_preview_moves_within_its_revision(world, position, order):
    made = [world.announce()["id"] for _ in range(3)]

    moved = world.admin.put(f"/actions/preview-files/{made[2]}/update-position", {"position": position})

    assert [one["id"] for one in moved.body] == [made[number] for number in order]
    assert positions(world) == {made[number]: (1, place) for place, number in enumerate(order, 1)}


@pytest.mark.parametrize("body", [{"position": -1}, {"position": "first"}, {}])
def test_a_place_is_a_number_from_zero(world, body):
    made = world.announce()["id"]

    assert world.admin.put(f"/actions/preview-files/{made}/update-position", body).status == 400


def test_the_others_of_a_revision_follow_its_first_one(world):
    first, second = (world.announce()["id"] for _ in range(2))
    other = world.announce(comment=world.studio.comment(world.task, world.status))["id"]

    assert world.admin.put(f"/data/preview-files/{first}", {"revision": 2}).status == 400
    world.admin.put(f"/data/preview-files/{first}", {"revision": 5})
    assert positions(world) == {first: (5, 1), second: (5, 2), other: (2, 1)}
    world.admin.put(f"/data/preview-files/{second}", {"revision": 6})
    assert positions(world) == {first: (5, 1), second: (6, 2), other: (2, 1)}


@pytest.mark.parametrize("values", [{"status": "lost"}, {"validation_status": "perhaps"}, {"task_id": None}])
def test_a_value_that_there_is_not_is_refused_or_passed_over(world, values):
    made = world.announce()

    changed = world.admin.put(f"/data/preview-files/{made['id']}", values)

    assert changed.status == (200 if "task_id" in values else 400)
    kept = world.get(f"/data/preview-files/{made['id']}").body
    assert {name: kept[name] for name in values} == {name: made[name] for name in values}


@pytest.mark.parametrize(("who", "seen"), [("user", 1), ("client", 1), ("vendor", 0), ("manager elsewhere", 0)])
def test_a_list_shows_what_somebody_may_see(world, who, seen):
    world.announce()

    assert len(world.studio.as_(who, world.project).get("/data/preview-files").body) == seen


def test_a_client_does_not_see_what_was_rejected(world):
    made = world.announce()["id"]
    world.admin.put(f"/data/preview-files/{made}", {"validation_status": "rejected"})
    path = f"/data/tasks/{world.task['id']}/previews"

    assert [one["id"] for one in world.get(path).body] == [made]
    assert world.studio.as_("client", world.project).get(path).body == []


@pytest.mark.parametrize(
    ("who", "status"),
    [("manager", 200), ("supervisor", 200), ("user", 403), ("client", 403), ("manager elsewhere", 403)],
)
def test_managers_supervisors_and_those_assigned_give_a_verdict(world, who, status):
    made = world.announce()["id"]

    given = world.studio.as_(who, world.project).put(f"/data/preview-files/{made}", {"validation_status": "validated"})

    assert given.status == status
    kept = world.get(f"/data/preview-files/{made}").body["validation_status"]
    assert kept == ("validated" if status == 200 else "neutral")


@pytest.mark.parametrize(
    ("who", "status"), [("user", 200), ("client", 403), ("vendor", 403), ("manager elsewhere", 403)]
)
def test_the_team_without_clients_chooses_what_stands_for_an_entity(world, who, status):
    made = world.picture()["id"]

    chosen = world.studio.as_(who, world.project).put(f"/actions/preview-files/{made}/set-main-preview")

    assert chosen.status == status
    assert world.get(f"/data/entities/{world.shot['id']}").body["preview_file_id"] == (made if status == 200 else None)


def test_the_first_file_of_the_latest_revision_stands_for_the_entity_of_each_task(world):
    world.announce()
    latest = world.announce(comment=world.studio.comment(world.task, world.status))["id"]
    other = world.studio.task(world.project, world.shot, world.studio.task_type(world.project))

    chosen = world.admin.put("/actions/tasks/set-main-preview", {"task_ids": [world.task["id"], other["id"]]})

    assert [(one["id"], one["preview_file_id"]) for one in chosen.body] == [(world.shot["id"], latest)]
    assert world.admin.put(f"/actions/tasks/{other['id']}/set-main-preview").status == 400


def test_the_revisions_of_a_shot_are_shown_by_task_type(world):
    first, second = (world.announce()["id"] for _ in range(2))
    latest = world.announce(comment=world.studio.comment(world.task, world.status))["id"]

    shown = world.get(f"/data/shots/{world.shot['id']}/preview-files").body

    assert list(shown) == [world.type["id"]]
    of_type = [(one["id"], [other["id"] for other in one["previews"]]) for one in shown[world.type["id"]]]
    assert of_type == [(latest, []), (first, [second])]
    assert world.get(f"/data/edits/{world.shot['id']}/preview-files").status == 404
