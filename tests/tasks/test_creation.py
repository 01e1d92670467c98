"""Many tasks are made at once, each once, and a request that broke off can be sent again."""

import pytest

from tests.tasks.world import world


@pytest.fixture
def show(studio):
    return world(studio)


def create(client, show, task_type, kind="shots", ids=()):
    return client.post(
        f"/actions/projects/{show.project['id']}/task-types/{task_type['id']}/{kind}/create-tasks", [*ids]
    )


def test_each_shot_gets_one_task_however_many_there_are(studio, show):
    sequence = studio.sequence(show.project)
    shots = [studio.shot(show.project, sequence) for _ in range(50)]

    made = create(studio.admin, show, show.animation)
    again = create(studio.admin, show, show.animation)

    assert {task["entity_id"] for task in made.body} == {shot["id"] for shot in shots}
    assert (made.status, again.status, again.body) == (201, 201, [])
    assert len(studio.get(f"/data/projects/{show.project['id']}/tasks").body) == 52


def test_another_production_s_shots_are_passed_over_and_unknown_ones_refused(studio, show):
    own, foreign = studio.shot(show.project), studio.shot(studio.project())

    made = create(studio.admin, show, show.animation, ids=[foreign["id"], own["id"]])
    unknown = create(studio.admin, show, show.animation, ids=["00000000-0000-4000-8000-000000000000"])

    assert [task["entity_id"] for task in made.body] == [own["id"]]
    assert unknown.status == 404


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor", "manager elsewhere"])
def test_only_a_manager_makes_many_tasks(studio, show, who):
    studio.shot(show.project)

    assert create(show.as_(who), show, show.animation).status == 403
    assert len(studio.get(f"/data/projects/{show.project['id']}/tasks").body) == 2


def test_an_asset_gets_the_tasks_of_its_workflow(studio, show):
    rigging = studio.task_type(show.project, for_entity="Asset")
    props = studio.asset_type(task_types=[rigging["id"]])
    asset = studio.asset(show.project, props)

    made = studio.admin.post(f"/data/entities/{asset['id']}/tasks", {"task_type_ids": []})
    refused = studio.admin.post(f"/data/entities/{asset['id']}/tasks", {"task_type_ids": [show.modeling["id"]]})

    assert [task["task_type_id"] for task in made.body] == [rigging["id"]]
    assert refused.status == 400


def test_concepts_begin_with_their_own_status_and_the_team_makes_their_work(studio, show):
    concept = studio.make(f"/data/projects/{show.project['id']}/concepts", name="Hero in red")
    drawing = next(one for one in studio.get("/data/task-types").body if one["for_entity"] == "Concept")

    made = create(show.as_("user"), show, drawing, "concepts")

    assert [(task["entity_id"], task["task_status_name"]) for task in made.body] == [(concept["id"], "Neutral")]
    assert create(show.as_("vendor"), show, drawing, "concepts").status == 403
