"""Preview account operations."""

from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib import access
from chalicelib.auth.passwords.rules import hashed
from chalicelib.changes import Changes
from chalicelib.errors import NotFound
from chalicelib.people.persons.records import Credentials, Person, Standing, credentials, persons, standings
from chalicelib.projects.preview_account import rules
from chalicelib.projects.projects.records import Project
from chalicelib.projects.team.rules import join, leave
from chalicelib.store import gather
from chalicelib.web.routes import Routes

routes = Routes(__name__)
PATH = "/data/projects/{project_id}/preview-account"


class Opening(msgspec.Struct):
    """Whether the account is open."""

    is_open: bool


def _account(project: Project) -> Person | None:
    """Return the production's account, which is on its team. Costs one trip."""
    return next((one for one in persons.many(project.team).values() if one.preview_project_id == project.id), None)


@routes.get(PATH, allow=access.manager)
def show(project: Project) -> dict[str, Any] | None:
    """The production's preview account, if it has one."""
    account = _account(project)
    return None if account is None else rules.shown(account)


@routes.post(PATH, allow=access.manager)
def make(project: Project, changes: Changes) -> dict[str, Any]:
    """Make the account, or close it and give it another password, which is shown this once."""
    password = rules.new_password()
    account = _account(project)
    if account is None:
        account = changes.add(rules.made_for(project))
        changes.add(Credentials(id=account.id, password=hashed(password)))
        join(changes, project, changes.add(Standing(id=account.id)))
    else:
        account = changes.save(rules.closed(account))
        changes.save(replace(credentials.get(account.id), password=hashed(password), failures=0))
    return rules.shown(account) | {"password": password}


@routes.put(PATH, allow=access.manager)
def open_or_close(project: Project, body: Opening, changes: Changes) -> dict[str, Any]:
    """Open the account for an hour, or close it."""
    account = _account(project)
    if account is None:
        raise NotFound("the production has no preview account")
    return rules.shown(changes.save(rules.opened(account, changes.now) if body.is_open else rules.closed(account)))


@routes.delete(PATH, allow=access.manager)
def remove(project: Project, changes: Changes) -> None:
    """Remove the account; where there is none is no matter."""
    account = _account(project)
    if account is None:
        return
    standing, secret = gather(lambda: standings.get(account.id), lambda: credentials.get(account.id))
    leave(changes, project, standing)
    for record in (standing, secret, account):
        changes.remove(record)
