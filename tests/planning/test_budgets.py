"""Budgets are numbered by production, and are for its managers alone."""

from concurrent.futures import ThreadPoolExecutor

import pytest


@pytest.fixture
def project(studio):
    return studio.project()


def path(project, *more):
    return "/".join(["/data/projects", project["id"], "budgets", *more])


def budget(studio, project, name="Quote"):
    reply = studio.admin.post(path(project), {"name": name})
    assert reply.status == 200, reply
    return reply.body


def entry(studio, **values):
    salary = {"start_date": "2026-01-01", "months_duration": 6, "daily_salary": 250}
    return {"department_id": studio.department()["id"], **salary, **values}


def test_two_who_begin_a_budget_at_once_get_two_numbers(studio, project):
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda name: budget(studio, project, f"Quote {name}"), range(4)))

    assert sorted(one["revision"] for one in made) == [1, 2, 3, 4]


def test_the_highest_number_is_free_again_when_it_goes(studio, project):
    budget(studio, project)
    second = budget(studio, project)

    studio.admin.delete(path(project, second["id"]))

    assert budget(studio, project)["revision"] == 2


def test_an_entry_is_replaced_whole_and_its_exceptions_are_whole_numbers(studio, project):
    one, values = budget(studio, project), entry(studio)
    made = studio.admin.post(path(project, one["id"], "entries"), values).body
    where = path(project, one["id"], "entries", made["id"])
    exceptions = {"2026-02": 5000.9, "2026-03": 0, "2026-04": None, "2026-05": "300"}

    changed = studio.admin.put(where, values | {"exceptions": exceptions}).body
    emptied = studio.admin.put(where, values).body

    assert changed["exceptions"] == {"2026-02": 5000, "2026-05": 300}
    assert emptied["exceptions"] == {}


@pytest.mark.parametrize("exceptions", [[], {"2026-02": "much"}, {"2026-02": [1]}])
def test_exceptions_that_are_no_numbers_change_nothing(studio, project, exceptions):
    one, values = budget(studio, project), entry(studio)
    made = studio.admin.post(path(project, one["id"], "entries"), values).body
    where = path(project, one["id"], "entries", made["id"])

    refused = studio.admin.put(where, values | {"exceptions": exceptions, "daily_salary": 1})

    assert (refused.status, studio.admin.get(where).body) == (400, made)


def test_an_entry_names_a_department_and_a_person_that_there_are(studio, project):
    one, nobody = budget(studio, project), "5f0b7a43-5e3c-4d70-9f10-0d1c9a3c7a11"
    where = path(project, one["id"], "entries")

    replies = [
        studio.admin.post(where, entry(studio, department_id=nobody)),
        studio.admin.post(where, entry(studio, person_id=nobody)),
    ]

    assert [reply.status for reply in replies] == [400, 400]
    assert studio.get(where).body == []


def test_a_manager_reaches_no_budget_of_another_production_through_the_own(studio, project):
    other = studio.project()
    foreign, own = budget(studio, other), budget(studio, project)
    secret = studio.admin.post(path(other, foreign["id"], "entries"), entry(studio)).body
    manager = studio.as_("manager", project)

    replies = [
        manager.get(path(project, foreign["id"])),
        manager.put(path(project, foreign["id"]), {"name": "Mine"}),
        manager.delete(path(project, foreign["id"])),
        manager.get(path(project, foreign["id"], "entries")),
        manager.put(path(project, own["id"], "entries", secret["id"]), entry(studio)),
        manager.delete(path(project, own["id"], "entries", secret["id"])),
    ]

    assert [reply.status for reply in replies] == [404] * 6
    assert studio.get(path(other, foreign["id"])).body == foreign
    assert studio.get(path(other, foreign["id"], "entries", secret["id"])).body == secret


@pytest.mark.parametrize("who", ["supervisor", "user", "client", "vendor", "manager elsewhere", "nobody"])
def test_budgets_are_for_the_production_s_managers(studio, project, who):
    one, client = budget(studio, project), studio.as_(who, project)

    replies = [
        client.get(path(project)),
        client.get(path(project, one["id"])),
        client.put(path(project, one["id"]), {"name": "Mine"}),
        client.delete(path(project, one["id"])),
        client.post(path(project, one["id"], "entries"), entry(studio)),
        client.get("/data/budgets"),
    ]

    assert {reply.status for reply in replies} == {401 if who == "nobody" else 403}
    assert studio.get(path(project)).body[0]["name"] == "Quote"
    assert studio.get("/data/budget-entries").body == []


def test_entries_go_with_their_budget(studio, project):
    one = budget(studio, project)
    studio.admin.post(path(project, one["id"], "entries"), entry(studio))

    studio.admin.delete(path(project, one["id"]))

    assert studio.get("/data/budget-entries").body == []
    assert studio.get(path(project, one["id"], "entries")).body == []


def test_hours_are_added_up_by_department_person_and_month(studio, project):
    department, artist = studio.department(), studio.person()
    counted = studio.task_type(department_id=department["id"])
    shot = studio.shot(project)
    task = studio.task(project, shot, counted, assignees=[artist["id"]])
    left_out = studio.task(project, shot, studio.task_type(), assignees=[artist["id"]])
    for where, day, minutes in ((task, "2026-01-30", 60), (task, "2026-02-02", 30), (left_out, "2026-02-02", 15)):
        studio.make(f"/actions/tasks/{where['id']}/time-spents/{day}/persons/{artist['id']}", duration=minutes)

    spent = studio.get(path(project, "time-spents")).body

    of_artist = {"total": 90, "2026-01": 60, "2026-02": 30}
    assert spent == {department["id"]: {"total": 90, artist["id"]: of_artist}}
    assert studio.as_("manager", project).get(path(project, "time-spents")).status == 403


@pytest.mark.parametrize("amount", ["1e300", -1e300, "nan", "inf", 10**20])
def test_an_exception_out_of_all_measure_is_refused(studio, project, amount):
    one = budget(studio, project)
    made = studio.admin.post(path(project, one["id"], "entries"), entry(studio)).body
    where = path(project, one["id"], "entries", made["id"])

    assert studio.admin.put(where, entry(studio, exceptions={"2026-02": amount})).status == 400
    assert studio.admin.get(where).body == made
