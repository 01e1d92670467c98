"""Pages of tasks come in the order of change, are right right after a write, and read little more than they show."""

import pytest

from chalicelib.store import meter
from tests.harness import Client
from tests.tasks.world import world


@pytest.fixture
def show(studio):
    return world(studio)


@pytest.fixture
def many(studio, show):
    """Return the ids of 30 more tasks, every third of another type, in the order of their creation."""
    other = studio.task_type(show.project)
    made = []
    for number in range(30):
        shot = studio.shot(show.project)
        made.append(studio.task(show.project, shot, other if number % 3 == 0 else show.animation)["id"])
    return made


def ids(by: Client, query: str) -> list[str]:
    return [one["id"] for one in by.get(f"/data/tasks?{query}").body["data"]]


def test_the_last_changed_comes_first_at_once(studio, many):
    assert ids(studio.admin, "page=1&limit=3") == [many[29], many[28], many[27]]

    studio.admin.put(f"/data/tasks/{many[4]}", {"priority": 2})

    assert ids(studio.admin, "page=1&limit=3") == [many[4], many[29], many[28]]
    assert ids(studio.admin, "page=2&limit=2&priority=0")[0] == many[27]


def test_pages_follow_one_another_and_end(studio, show, many):
    others = [one["id"] for one in reversed(studio.get("/data/tasks").body) if one["id"] not in many]
    pages = [studio.admin.get(f"/data/tasks?page={page}&limit=8").body for page in range(1, 6)]

    assert [one["id"] for page in pages for one in page["data"]] == [*reversed(many), *others]
    assert {(page["total"], page["nb_pages"]) for page in pages} == {(32, 4)}
    assert [page["offset"] for page in pages] == [0, 8, 16, 24, 32]


@pytest.mark.parametrize("field", ["task_type_id", "task_status_id", "assignees", "assigner_id", "priority"])
def test_a_filtered_page_has_what_the_filtered_list_has(studio, show, many, field):
    studio.admin.put(f"/actions/persons/{studio.admin.user['id']}/assign", {"task_ids": many[5:9]})
    for one in many[3:9]:
        studio.admin.put(f"/data/tasks/{one}", {"task_status_id": show.task["task_status_id"]})
    value = studio.get(f"/data/tasks/{many[6]}").body[field]
    query = f"/data/tasks?{field}={value[0] if field == 'assignees' else value}"

    for asked in (query, f"{query}&project_id={show.project['id']}", f"{query}&task_type_id={show.animation['id']}"):
        whole = {one["id"] for one in studio.get(asked).body}
        page = studio.get(f"{asked}&page=1&limit=3").body

        assert page["total"] == len(whole) > 0
        assert len(page["data"]) == 3 or page["total"] < 3
        assert {one["id"] for one in page["data"]} <= whole


def test_the_number_follows_changes_of_what_is_counted_and_deletions(studio, show, many):
    status = studio.status()
    studio.admin.put(f"/data/tasks/{many[0]}", {"task_status_id": status["id"]})
    studio.admin.put(f"/data/tasks/{many[1]}", {"task_status_id": status["id"]})
    query = f"/data/tasks?task_status_id={status['id']}&page=1"
    before = studio.get(query).body

    studio.admin.delete(f"/data/tasks/{many[0]}")

    assert (before["total"], [one["id"] for one in before["data"]]) == (2, [many[1], many[0]])
    after = studio.get(query).body
    assert (after["total"], [one["id"] for one in after["data"]]) == (1, [many[1]])


def test_of_several_productions_an_administrator_sees_all_and_a_member_their_own(studio, show, many):
    elsewhere = studio.project()
    task = studio.task(elsewhere, studio.shot(elsewhere), studio.task_type(elsewhere))
    member = studio.as_("user", elsewhere)

    assert ids(studio.admin, "page=1&limit=2") == [task["id"], many[29]]
    assert ids(studio.admin, f"page=1&limit=2&project_id={show.project['id']}") == [many[29], many[28]]
    assert member.get("/data/tasks?page=1").body["total"] == 1
    assert ids(member, "page=1") == [task["id"]]


def test_what_a_page_costs_does_not_grow_with_what_is_not_on_it(studio, show, many):
    def units() -> float:
        studio.get(f"/data/tasks?page=1&limit=2&task_type_id={show.animation['id']}")
        return meter.read().read_units

    before = units()
    for number in range(60):
        studio.task(show.project, show.shot, show.animation, name=f"pass {number}", description="x" * 4000)

    assert 0 < units() <= before + 1
