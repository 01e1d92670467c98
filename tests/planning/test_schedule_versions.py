"""A version is a schedule beside the one that counts, until it is applied."""

import pytest

VERSIONS = "/data/production-schedule-versions"
LINKS = "/data/production-schedule-version-task-links"
ACTIONS = "/actions/production-schedule-versions"


@pytest.fixture
def show(studio):
    project = studio.project()
    task_type = studio.task_type(project)
    shots = [studio.shot(project) for _ in range(2)]
    tasks = [studio.task(project, shot, task_type, estimation=480, start_date="2026-03-02") for shot in shots]
    return project, tasks


def version(studio, project, name="Base"):
    return studio.make(VERSIONS, name=name, project_id=project["id"])


def links(studio, one):
    found = studio.get(f"{VERSIONS}/{one['id']}/task-links?relations=true").body
    return {link["task_id"]: link for link in found}


def test_a_version_takes_the_production_s_plan_and_gives_it_back_changed(studio, show):
    project, (first, second) = show
    base = version(studio, project)
    manager = studio.as_("manager", project)
    taken = manager.post(f"{ACTIONS}/{base['id']}/set-task-links-from-production")
    link = links(studio, base)[first["id"]]
    manager.put(f"{LINKS}/{link['id']}", {"start_date": "2026-04-01", "estimation": 60})

    applied = manager.post(f"{ACTIONS}/{base['id']}/apply-to-production")

    assert (taken.body["task_link_count"], applied.body["task_count"]) == (2, 2)
    moved = studio.get(f"/data/tasks/{first['id']}").body
    assert (moved["start_date"], moved["estimation"]) == ("2026-04-01T00:00:00", 60)
    assert studio.get(f"/data/tasks/{second['id']}").body["start_date"] == "2026-03-02T00:00:00"
    assert studio.get(f"{VERSIONS}/{base['id']}").body["locked"]
    assert studio.get(f"/data/projects/{project['id']}").body["from_schedule_version_id"] == base["id"]


def test_a_version_set_twice_follows_the_production_and_keeps_its_links(studio, show):
    project, (first, _) = show
    base, artist = version(studio, project), studio.person()
    set_links = f"{ACTIONS}/{base['id']}/set-task-links-from-production"
    studio.admin.post(set_links)
    before = links(studio, base)

    studio.admin.put(f"/data/tasks/{first['id']}", {"assignees": [artist["id"]], "estimation": 90})
    studio.admin.post(set_links)

    after = links(studio, base)
    assert {link["id"] for link in after.values()} == {link["id"] for link in before.values()}
    assert (after[first["id"]]["assignees"], after[first["id"]]["estimation"]) == ([artist["id"]], 90)


def test_a_copy_forgets_where_it_comes_from_when_that_goes(studio, show):
    project, _ = show
    base, copy = version(studio, project), version(studio, project, "Copy")
    studio.admin.post(f"{ACTIONS}/{base['id']}/set-task-links-from-production")
    taken = f"{ACTIONS}/{copy['id']}/set-task-links-from-production-schedule-version"
    studio.admin.post(taken, {"production_schedule_version_id": base["id"]})
    studio.admin.post(f"{ACTIONS}/{base['id']}/apply-to-production")

    studio.admin.delete(f"{VERSIONS}/{base['id']}")

    assert studio.get(f"{VERSIONS}/{copy['id']}").body["production_schedule_from"] is None
    assert studio.get(f"/data/projects/{project['id']}").body["from_schedule_version_id"] is None
    assert len(links(studio, copy)) == 2
    assert len(studio.get(LINKS).body) == 2


def test_a_version_copies_none_of_another_production_and_not_itself(studio, show):
    project, _ = show
    base, elsewhere = version(studio, project), version(studio, studio.project())
    taken = f"{ACTIONS}/{base['id']}/set-task-links-from-production-schedule-version"

    replies = [studio.admin.post(taken, {"production_schedule_version_id": one["id"]}) for one in (base, elsewhere)]

    assert [reply.status for reply in replies] == [400, 400]
    assert studio.get(f"{VERSIONS}/{base['id']}").body["production_schedule_from"] is None


def test_a_version_has_one_link_of_a_task_and_none_of_another_production(studio, show):
    project, (task, _) = show
    base, elsewhere = version(studio, project), version(studio, studio.project())
    pair = {"production_schedule_version_id": base["id"], "task_id": task["id"]}
    studio.make(LINKS, **pair)

    twice = studio.admin.post(LINKS, pair)
    foreign = studio.admin.post(LINKS, pair | {"production_schedule_version_id": elsewhere["id"]})

    assert (twice.status, foreign.status) == (400, 400)
    assert len(studio.get(LINKS).body) == 1


def test_links_go_with_their_task(studio, show):
    project, (task, _) = show
    base = version(studio, project)
    studio.make(LINKS, production_schedule_version_id=base["id"], task_id=task["id"])

    studio.admin.delete(f"/data/tasks/{task['id']}?force=true")

    assert links(studio, base) == {}


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor", "manager elsewhere", "nobody"])
def test_others_change_and_apply_no_version(studio, show, who):
    project, (task, _) = show
    base, client = version(studio, project), studio.as_(who, project)
    replies = [
        client.put(f"{VERSIONS}/{base['id']}", {"name": "Mine"}),
        client.delete(f"{VERSIONS}/{base['id']}"),
        client.post(f"{ACTIONS}/{base['id']}/set-task-links-from-production"),
        client.post(f"{ACTIONS}/{base['id']}/apply-to-production"),
        client.post(LINKS, {"production_schedule_version_id": base["id"], "task_id": task["id"]}),
    ]

    assert {reply.status for reply in replies} == {401 if who == "nobody" else 403}
    assert studio.get(f"{VERSIONS}/{base['id']}").body == base
    assert links(studio, base) == {}


@pytest.mark.parametrize("who", ["client", "vendor", "manager elsewhere"])
def test_others_read_no_versions(studio, show, who):
    project, _ = show
    base, client = version(studio, project), studio.as_(who, project)
    paths = [f"{VERSIONS}?project_id={project['id']}", f"{VERSIONS}/{base['id']}", VERSIONS, LINKS]

    assert {client.get(path).status for path in paths} == {403}


def test_a_version_of_more_tasks_than_one_commit_takes(studio, show):
    project, _ = show
    task_type = studio.task_type(project)
    shots = [studio.shot(project) for _ in range(40)]
    tasks = [studio.task(project, shot, task_type, estimation=60) for shot in shots]
    base = version(studio, project)

    studio.admin.post(f"{ACTIONS}/{base['id']}/set-task-links-from-production")
    link = links(studio, base)[tasks[-1]["id"]]
    studio.admin.put(f"{LINKS}/{link['id']}", {"estimation": 90})
    applied = studio.admin.post(f"{ACTIONS}/{base['id']}/apply-to-production")
    of_type = studio.get(f"{VERSIONS}/{base['id']}/task-links?task_type_id={task_type['id']}").body
    studio.admin.delete(f"{VERSIONS}/{base['id']}")

    assert (applied.body["task_count"], len(of_type)) == (42, 40)
    assert studio.get(f"/data/tasks/{tasks[-1]['id']}").body["estimation"] == 90
    assert studio.get(LINKS).body == []
