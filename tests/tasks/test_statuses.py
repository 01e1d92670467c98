"""New work begins with the one default status; concepts have another; a status that is used stays."""

from tests.tasks.world import world


def defaults(studio):
    return {one["name"] for one in studio.get("/data/task-status?is_default=true").body}


def test_there_is_one_default_and_one_for_concepts(studio):
    studio.status(name="Todo", is_default=True)
    studio.status(name="Neutral", is_default=True, for_concept=True)
    assert defaults(studio) == {"Todo", "Neutral"}

    ready = studio.status(name="Ready")
    studio.admin.put(f"/data/task-status/{ready['id']}", {"is_default": True})

    assert defaults(studio) == {"Ready", "Neutral"}


def test_a_default_is_made_when_the_first_task_needs_it(studio):
    project = studio.project()
    studio.task_type(project)
    shots = [studio.shot(project) for _ in range(2)]

    tasks = [studio.admin.post(f"/data/entities/{shot['id']}/tasks", {}).body[0] for shot in shots]

    made = studio.get("/data/task-status").body
    assert [(one["name"], one["short_name"], one["is_default"]) for one in made] == [("Todo", "todo", True)]
    assert {task["task_status_id"] for task in tasks} == {made[0]["id"]}


def test_a_status_that_a_task_has_stays(studio):
    found = world(studio)

    refused = studio.admin.delete(f"/data/task-status/{found.task['task_status_id']}")

    assert refused.status == 400
    assert studio.get(f"/data/task-status/{found.task['task_status_id']}").status == 200


def test_a_status_of_a_comment_stays_when_its_task_has_moved_on(studio):
    found = world(studio)
    once, now = studio.status(), studio.status()
    studio.comment(found.task, once)
    studio.comment(found.task, now)

    assert studio.admin.delete(f"/data/task-status/{once['id']}").status == 400


def test_a_status_that_nobody_has_goes(studio):
    unused = studio.status()

    assert studio.admin.delete(f"/data/task-status/{unused['id']}").status == 204
    assert studio.get(f"/data/task-status/{unused['id']}").status == 404
