"""Team operations."""

from typing import Any

import msgspec

from chalicelib import access
from chalicelib.access import CLIENT, MANAGER, Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule
from chalicelib.people.persons.records import Person, Standing, persons, standings
from chalicelib.people.persons.rules import FOR_CLIENTS, SHORT
from chalicelib.projects.projects.records import Project
from chalicelib.projects.team import rules
from chalicelib.projects.team.records import TeamRole
from chalicelib.store import gather
from chalicelib.store.records import NonEmpty
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes

routes = Routes(__name__)


class NewMember(msgspec.Struct):
    """Who joins a team, and as what if not as what they are everywhere."""

    person_id: NonEmpty
    role: TeamRole | None = None


class Appointment(msgspec.Struct):
    """What a member is from now on; None is what they are everywhere."""

    role: TeamRole | None = None


@routes.get("/data/projects/{project_id}/team", allow=access.team, shows=list[Person])
def of_production(project: Project, by: Actor) -> list[dict[str, Any]]:
    """The production's team; who sees what of whom depends on the caller's role there."""
    role = by.role_in(project.id)
    shown = None if role in (access.ADMIN, MANAGER) else FOR_CLIENTS if role == CLIENT else SHORT
    # Departments are a matter of managers; the key stays, for clients that read it.
    hidden: dict[str, Any] = {} if shown is None or "departments" not in shown else {"departments": []}
    return [
        cut(person, relations=True, shown=shown) | hidden | {"project_role": project.team_roles.get(person.id)}
        for person in persons.many(project.team).values()
    ]


@routes.post("/data/projects/{project_id}/team", allow=access.manager, shows=Project)
def join(project: Project, body: NewMember, changes: Changes) -> dict[str, Any]:
    """Put somebody on the team."""
    standing = _checked(project, body.person_id, body.role)
    return cut(rules.join(changes, project, standing, body.role), relations=False, shown=None)


class Member(msgspec.Struct):
    """A member's own role on a production."""

    project_id: str
    person_id: str
    role: str | None


@routes.put("/data/projects/{project_id}/team/{person_id}", allow=access.manager, shows=Member)
def appoint(project: Project, person_id: str, body: Appointment, changes: Changes) -> dict[str, Any]:
    """Give a member a role of their own on this production, or none."""
    if person_id not in project.team:
        raise BreaksRule("person_id: is not on the team")
    rules.appoint(changes, project, _checked(project, person_id, body.role), body.role)
    return {"project_id": project.id, "person_id": person_id, "role": body.role}


@routes.delete("/data/projects/{project_id}/team/{person_id}", allow=access.manager)
def leave(project: Project, person_id: str, changes: Changes) -> None:
    """Take somebody off the team; who is not on it is no matter."""
    if person_id in project.team:
        rules.leave(changes, project, standings.get(person_id))


def _checked(project: Project, person_id: str, role: TeamRole | None) -> Standing:
    """Return the standing of somebody who may be this on the team. Costs one trip. Raises BreaksRule."""
    person, standing = gather(lambda: persons.find(person_id), lambda: standings.find(person_id))
    if person is None or standing is None:
        raise BreaksRule("person_id: there is no such person")
    rules.check_may_be(person, project, role)
    return standing
