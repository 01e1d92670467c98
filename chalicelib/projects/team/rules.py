"""Who is on a production's team, and as what; a team and its people's standings always say the same."""

from collections.abc import Iterable

from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule
from chalicelib.people.persons.records import Person, Role, Standing
from chalicelib.projects.projects.records import Project


def join(changes: Changes, project: Project, standing: Standing, role: Role | None = None) -> Project:
    """Put somebody on the team; who is on it already stays as they are, but for a role that is given.

    Nobody is told of what changes nothing. Both records may have been changed before in the same request.
    """
    project = changes.pending(Project, project.id) or project
    roles = project.team_roles | ({standing.id: role} if role else {})
    if standing.id in project.team and roles == project.team_roles:
        return project
    team = [*dict.fromkeys([*project.team, standing.id])]
    return _kept(changes, replace(project, team=team, team_roles=roles), standing)


def leave(changes: Changes, project: Project, standing: Standing) -> Project:
    """Take somebody off the team, whose role there is forgotten."""
    team = [one for one in project.team if one != standing.id]
    return _kept(changes, replace(project, team=team, team_roles=_without(project, standing.id)), standing)


def appoint(changes: Changes, project: Project, standing: Standing, role: Role | None) -> Project:
    """Give a member a role of their own on this production; None is the one that they have everywhere."""
    roles = _without(project, standing.id) | ({standing.id: role} if role else {})
    return _kept(changes, replace(project, team_roles=roles), standing)


def found_team(changes: Changes, project: Project, standings: Iterable[Standing]) -> None:
    """Note in people's standings that a new production has them on its team."""
    for standing in standings:
        _note(changes, project, standing)


def check_may_be(person: Person, project: Project, role: Role | None) -> None:
    """Refuse to make a preview account anything but the guest of its own production. Raises BreaksRule."""
    if person.preview_project_id is None:
        return
    if person.preview_project_id != project.id:
        raise BreaksRule("person_id: a preview account belongs to its own production")
    if role is not None:
        raise BreaksRule("role: a preview account stays a client")


def _without(project: Project, person_id: str) -> dict[str, Role]:
    return {member: role for member, role in project.team_roles.items() if member != person_id}


def _kept(changes: Changes, project: Project, standing: Standing) -> Project:
    _note(changes, project, standing)
    changes.tell("project:update", project.id)
    return changes.save(project)


def _note(changes: Changes, project: Project, standing: Standing) -> None:
    """Keep in the person's standing what the team says of them."""
    standing = changes.pending(Standing, standing.id) or standing
    roles = {place: role for place, role in standing.roles.items() if place != project.id}
    if standing.id in project.team:
        roles[project.id] = project.team_roles.get(standing.id)
    changes.save(replace(standing, roles=roles))
