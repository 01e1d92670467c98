"""The store's tests begin with empty tables."""

import pytest

from tests.harness import Inari


@pytest.fixture(autouse=True)
def _empty(inari: Inari) -> None:
    inari.empty()
