"""A real local server, as `make run` starts it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.local_server import LocalServer, free_port

COMMAND = ["-m", "infra.local"]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[..., LocalServer]]:
    """Return a function that starts a server on the test's folder and waits for it; none outlives the test."""
    running: list[LocalServer] = []

    def start(port: int = 0, **environment: str) -> LocalServer:
        running.append(LocalServer(tmp_path / "data", port or free_port(), COMMAND, **environment))
        running[-1].wait_until_it_answers()
        return running[-1]

    yield start
    for server in running:
        server.kill()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    """Return a server for tests, shared by those of a module."""
    folder = tmp_path_factory.mktemp("server")
    running = LocalServer(folder / "data", free_port(), COMMAND, TESTING="1")
    running.wait_until_it_answers()
    yield running
    running.kill()
