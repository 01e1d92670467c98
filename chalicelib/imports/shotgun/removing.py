"""Lets go what another tracker has let go, if nothing here needs it any more."""

from collections.abc import Callable
from typing import Any

from chalicelib.changes import Changes
from chalicelib.imports.shotgun import rules
from chalicelib.imports.shotgun.records import project_connections
from chalicelib.people.leaving.records import ties_of
from chalicelib.people.persons.records import credentials, persons, standings
from chalicelib.projects.projects.records import projects
from chalicelib.projects.team.rules import leave
from chalicelib.store import Collection, gather
from chalicelib.tasks.statuses.records import task_statuses
from chalicelib.tasks.statuses.usage import is_used
from chalicelib.tasks.types.records import task_types
from chalicelib.tasks.types.usage import has_work, linking

Values = dict[str, Any]


def _answer(record_id: str, *, success: bool) -> Values:
    return {"success": success, "removed_instance_id": record_id}


def _plain(changes: Changes, number: int, of: Collection[Any], used: Callable[[str], bool]) -> Values:
    """Let a record go that nothing uses; one that isn't here is gone already."""
    here = rules.numbered(of.all(), number)
    if here is None:
        return {"success": True}
    if used(here.id):
        return _answer(here.id, success=False)
    changes.remove(here)
    return _answer(here.id, success=True)


def person(changes: Changes, number: int) -> Values:
    """Let somebody go who has no team, work or log in here."""
    here = rules.numbered(persons.all(), number)
    if here is None:
        return {"success": True}
    ties, standing, proof = gather(
        lambda: ties_of(here.id), lambda: standings.find(here.id), lambda: credentials.find(here.id)
    )
    if any(ties) or (standing is not None and standing.roles):
        return _answer(here.id, success=False)
    for record in filter(None, (standing, proof, here)):
        changes.remove(record)
    return _answer(here.id, success=True)


def project(changes: Changes, number: int) -> Values:
    """Keep a production: too much hangs on it to let it go by the way."""
    return _plain(changes, number, projects, lambda _: True)


def connection(changes: Changes, number: int) -> Values:
    """Take somebody off the team that they were put on under this number."""
    here = project_connections.held("shotgun_id", str(number))
    if here is not None:
        place, standing = gather(lambda: projects.find(here.project_id), lambda: standings.find(here.person_id))
        if place is not None and standing is not None and standing.id in place.team:
            leave(changes, place, standing)
        changes.remove(here)
    return {"success": True}


def step(changes: Changes, number: int) -> Values:
    """Let a task type go of which there are no tasks, and which no production uses."""
    return _plain(changes, number, task_types, lambda type_id: bool(linking(type_id)) or has_work(type_id))


def status(changes: Changes, number: int) -> Values:
    """Let a task status go that nothing has."""
    return _plain(changes, number, task_statuses, is_used)
