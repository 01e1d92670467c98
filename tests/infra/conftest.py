"""An emulator for the tests of this folder: one process for all of them, and an account for each."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from infra import tables
from infra.local.emulator import PAUSE, Emulator

ACCOUNTS = itertools.count(1)


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """Return an emulator that answers."""
    running = Emulator(tmp_path_factory.mktemp("emulator"))
    running.wait()
    yield running
    running.kill()


@pytest.fixture
def place(emulator: Emulator) -> tables.Place:
    """Return a place in the emulator where nothing is yet."""
    return tables.place("inari-test", emulator.url, account=f"{next(ACCOUNTS):012}")


@pytest.fixture
def start() -> Iterator[Callable[..., Emulator]]:
    """Return a function that starts an emulator of its own on a folder; none outlives the test."""
    running: list[Emulator] = []

    def started(data: Path, pause: float = PAUSE) -> Emulator:
        running.append(Emulator(data, pause))
        running[-1].wait()
        return running[-1]

    yield started
    for emulator in running:
        emulator.kill()
