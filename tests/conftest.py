"""One emulator for each test process, and an Inari on it that every test gets empty."""

import os
from collections.abc import Iterator

import pytest

from tests.harness import Inari
from tests.studio import Studio

pytest_plugins = ["tests.contract.risen"]


@pytest.fixture(scope="session")
def inari(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inari]:
    """Return the app in this process, on an emulator of its own."""
    from infra.local.emulator import Emulator

    emulator = Emulator(tmp_path_factory.mktemp("emulator"), pause=3600)
    emulator.wait()
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
    yield Inari(emulator.url, f"{700 + number:012}")
    emulator.kill()


@pytest.fixture
def studio(inari: Inari) -> Studio:
    """Return a new studio: an administrator and nothing else, and helpers to fill it."""
    inari.empty()
    return Studio(inari)
