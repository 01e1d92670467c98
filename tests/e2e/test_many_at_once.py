"""Many people at one server: no request waits for another, nothing of anybody is lost, and a name is given once."""

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.e2e.people import Client
from tests.local_server import LocalServer

PEOPLE = 50
CHANGES = 20
READERS = 32


@pytest.fixture
def admin(server: LocalServer) -> Iterator[Client]:
    """Return the administrator of an empty studio."""
    with Client(server.url) as client:
        client.send("POST", "/testing/reset")
    with Client(server.url) as client:
        yield client


@pytest.fixture
def project(admin: Client) -> dict[str, Any]:
    """Return a production."""
    return admin.make("/data/projects", name="The Lamplighter")


def at_once(admin: Client, function: Callable[[Client, int], Any], numbers: Iterable[int]) -> list[Any]:
    """Have a client of its own call the function for each number, all at the same time."""

    def called(number: int) -> Any:
        with admin.another() as client:
            return function(client, number)

    numbers = list(numbers)
    with ThreadPoolExecutor(len(numbers)) as threads:
        return list(threads.map(called, numbers))


def test_fifty_people_who_change_one_task_lose_no_change(admin, project):
    animation = admin.make("/data/task-types", name="Animation", color="#2962FF", for_entity="Shot")
    sequence = admin.make(f"/data/projects/{project['id']}/sequences", name="SQ010")
    shot = admin.make(f"/data/projects/{project['id']}/shots", name="SH0010", sequence_id=sequence["id"])
    named = {"project_id": project["id"], "entity_id": shot["id"], "task_type_id": animation["id"]}
    task = admin.make("/data/tasks", **named)

    def change(client: Client, person: int) -> list[int]:
        statuses = []
        for number in range(CHANGES):
            body = {"data": {f"{person}.{number}": number}}
            statuses.append(client.send("PUT", f"/data/tasks/{task['id']}", body).status_code)
        return statuses

    statuses = [status for of_one in at_once(admin, change, range(PEOPLE)) for status in of_one]

    kept = admin.get(f"/data/tasks/{task['id']}")["data"]
    assert set(statuses) == {200}
    assert kept == {f"{person}.{number}": number for person in range(PEOPLE) for number in range(CHANGES)}


def test_of_twenty_who_make_an_asset_of_one_name_one_does_and_the_others_are_refused(admin, project):
    kind = admin.make("/data/entity-types", name="Characters")
    path = f"/data/projects/{project['id']}/asset-types/{kind['id']}/assets/new"

    answers = at_once(admin, lambda client, _: client.send("POST", path, {"name": "Orla"}), range(20))

    assert sorted(answer.status_code for answer in answers) == [201] + [400] * 19
    assert {"message"} <= set(next(answer.json() for answer in answers if answer.status_code == 400))
    assert [asset["name"] for asset in admin.get(f"/data/projects/{project['id']}/assets")] == ["Orla"]


def test_requests_of_many_browsers_are_answered_at_once(admin, project):
    answers = at_once(admin, lambda client, _: client.get("/data/user/context")["projects"], range(READERS))

    assert [[one["id"] for one in projects] for projects in answers] == [[project["id"]]] * READERS


def test_a_log_in_whose_password_takes_its_time_holds_nobody_up(admin):
    with ThreadPoolExecutor(1) as other:
        logging_in = other.submit(lambda: [Client(admin.url).close() for _ in range(3)])
        begun = time.monotonic()
        admin.get("/data/departments")
        waited = time.monotonic() - begun
        logging_in.result()

    assert waited < 5


def test_a_reset_takes_less_than_a_second(admin, project):
    for number in range(20):
        admin.make(f"/data/projects/{project['id']}/sequences", name=f"SQ{number:03}")

    took = []
    for _ in range(3):  # the machine may be busy with other tests
        begun = time.monotonic()
        assert admin.send("POST", "/testing/reset").json()["reset"] is True
        took.append(time.monotonic() - begun)

    with Client(admin.url) as again:
        assert again.get("/data/projects") == []
    assert min(took) < 1
