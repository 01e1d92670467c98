"""A production's preview account: for an hour, somebody without an account of their own may look."""

import datetime as dt
import secrets
from typing import Any

from msgspec.structs import replace

from chalicelib.people.persons.records import Person
from chalicelib.projects.projects.records import Project

OPEN_FOR = dt.timedelta(hours=1)
FIRST_NAME = "Preview"
DOMAIN = "preview.invalid"  # a top level domain that never exists: no mail reaches anybody


def made_for(project: Project) -> Person:
    """Return a new account, closed, with an address that nobody guesses."""
    return Person(
        first_name=FIRST_NAME, last_name=project.name, full_name=f"{FIRST_NAME} {project.name}", role="client",
        email=f"preview-{secrets.token_hex(8)}@{DOMAIN}", preview_project_id=project.id,
    )  # fmt: skip


def new_password() -> str:
    """Return a password that nobody guesses."""
    return secrets.token_urlsafe(16)


def opened(account: Person, now: dt.datetime) -> Person:
    """Return the account open from now on; sessions from before are over."""
    return replace(account, preview_opened_at=now, preview_open_until=now + OPEN_FOR)


def closed(account: Person) -> Person:
    """Return the account closed; its sessions are over."""
    return replace(account, preview_opened_at=None, preview_open_until=None)


def shown(account: Person) -> dict[str, Any]:
    """Return what the production's managers see of the account."""
    return {name: getattr(account, name) for name in ("id", "email", "full_name", "preview_open_until")}
