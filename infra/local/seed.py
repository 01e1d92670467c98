"""Gives a new local studio what it begins with."""

from chalicelib.founding import found
from infra.local.settings import ADMINISTRATOR, FIRST_PASSWORD


def seed() -> None:
    """Make what is missing: the administrator, the organisation, the built-in types."""
    found(ADMINISTRATOR, FIRST_PASSWORD)
