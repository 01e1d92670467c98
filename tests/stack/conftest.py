"""An Inari somewhere, and in it a small production that is removed again."""

import os
import uuid
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from infra.local.settings import STACK
from infra.tables import ACCOUNT
from tests.e2e.people import Client
from tests.local_server import LocalServer, free_port
from tests.stack.place import Place


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Return the Inari at E2E_URL; without one, a local server that is started for it."""
    if url := os.environ.get("E2E_URL"):
        endpoint = os.environ.get("E2E_ENDPOINT", "")
        yield Place(url.rstrip("/"), os.environ.get("E2E_STACK", ""), endpoint, account=ACCOUNT if endpoint else "")
        return
    data = tmp_path_factory.mktemp("server") / "data"
    server = LocalServer(data, free_port(), ["-m", "infra.local"], TESTING="1", EXPORTS_EVERY="3")
    server.wait_until_it_answers()
    yield Place(server.url, STACK, (data / "emulator.url").read_text(), server, ACCOUNT)
    server.kill()


class World(NamedTuple):
    """A production with a sequence, a shot, an asset, and a task of the shot; made through the API."""

    admin: Client
    project: dict[str, Any]
    shot: dict[str, Any]
    asset: dict[str, Any]
    task: dict[str, Any]
    status: dict[str, Any]

    def comment(self, text: str) -> dict[str, Any]:
        """Comment on the task."""
        return self.admin.make(
            f"/actions/tasks/{self.task['id']}/comment", task_status_id=self.status["id"], comment=text
        )

    def announce(self, text: str) -> str:
        """Return the id of a preview that waits for its picture, of a comment of its own."""
        comment = self.comment(text)
        path = f"/actions/tasks/{self.task['id']}/comments/{comment['id']}/add-preview"
        return str(self.admin.make(path)["id"])

    def sheet(self, kind: str) -> list[str]:
        """Return the lines of a sheet of the production."""
        answer = self.admin.send("GET", f"/export/csv/projects/{self.project['id']}/{kind}.csv")
        assert answer.status_code == 200, answer.text
        return answer.content.decode().split("\r\n")[:-1]


@pytest.fixture(scope="module")
def admin(place: Place) -> Iterator[Client]:
    """Return the administrator."""
    with place.log_in() as client:
        yield client


@pytest.fixture(scope="module")
def world(admin: Client) -> Iterator[World]:
    """Return a new production; what it is made of has names that no studio has, and goes afterwards."""
    mark = uuid.uuid4().hex[:8]
    color = "#2962FF"
    status = admin.make("/data/task-status", name=f"E2E {mark}", short_name=f"e{mark}", color=color)
    animation = admin.make("/data/task-types", name=f"E2E {mark}", color=color, for_entity="Shot")
    props = admin.make("/data/entity-types", name=f"E2E {mark}")
    project = admin.make("/data/projects", name=f"E2E {mark}")
    below = f"/data/projects/{project['id']}"
    admin.make(f"{below}/settings/task-types", task_type_id=animation["id"])
    admin.make(f"{below}/settings/task-status", task_status_id=status["id"])
    sequence = admin.make(f"{below}/sequences", name="SQ010")
    shot = admin.make(f"{below}/shots", name="SH0010", sequence_id=sequence["id"], nb_frames=48)
    asset = admin.make(f"{below}/asset-types/{props['id']}/assets/new", name="Lantern")
    named = {"project_id": project["id"], "entity_id": shot["id"], "task_type_id": animation["id"]}
    task = admin.make("/data/tasks", **named, task_status_id=status["id"])
    yield World(admin, project, shot, asset, task, status)
    closed = admin.make("/data/project-status", name=f"E2E {mark}", color=color)
    admin.send("PUT", f"/data/projects/{project['id']}", {"project_status_id": closed["id"]})
    gone = [
        f"/data/projects/{project['id']}?force=true", f"/data/entity-types/{props['id']}",
        f"/data/task-types/{animation['id']}", f"/data/task-status/{status['id']}",
        f"/data/project-status/{closed['id']}",
    ]  # fmt: skip
    refused = [(path, answer.text) for path in gone if (answer := admin.send("DELETE", path)).status_code != 204]
    assert refused == []
