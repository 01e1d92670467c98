"""What a new studio starts with."""

from infra.local.settings import ADMINISTRATOR, FIRST_PASSWORD


def seed() -> None:
    """Make the organisation, the built-in types and the administrator, where they are missing."""
    from chalicelib.people import bootstrap  # not before the app's environment is set

    bootstrap.ensure(ADMINISTRATOR, FIRST_PASSWORD)
