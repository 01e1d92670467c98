"""The pictures of people, productions and the organisation."""

from typing import Any, NoReturn

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.changes import Changes
from chalicelib.errors import NoSuchMethod
from chalicelib.people.persons.records import Person
from chalicelib.previews.avatars.kept import Thumbnail, keep, see
from chalicelib.previews.avatars.kept import organisation as the_organisation
from chalicelib.projects.projects.records import Project
from chalicelib.web.body import Sent
from chalicelib.web.http import Answer, Request
from chalicelib.web.routes import Routes

routes = Routes(__name__)
PERSON, PROJECT, ORGANISATION = (
    f"/pictures/thumbnails/{kind}" for kind in ("persons/{person_id}", "projects/{project_id}", "organisations/{name}")
)


def oneself_or_admin(by: Actor, person: Person) -> bool:
    """Allow admins, and people what is their own."""
    return by.is_admin or by.id == person.id


def team_or_manager(by: Actor, production: Production) -> bool:
    """Allow the production's team, and those who are managers of their own."""
    return by.on_team(production) or access.global_manager(by)


@routes.post(PERSON, allow=oneself_or_admin, shows=Thumbnail)
@routes.post(f"{PERSON}.png", allow=oneself_or_admin, shows=Thumbnail)
def of_person(person: Person, sent: Sent, changes: Changes) -> dict[str, Any]:
    """Give somebody a picture."""
    return keep(changes, person, sent)


@routes.get(PERSON, allow=access.signed_in)
@routes.get(f"{PERSON}.png", allow=access.signed_in)
def person_seen(person: Person, request: Request) -> Answer:
    """Somebody's picture."""
    return see(request, person)


@routes.post(PROJECT, allow=access.manager, shows=Thumbnail)
def of_project(project: Project, sent: Sent, changes: Changes) -> dict[str, Any]:
    """Give a production a picture."""
    return keep(changes, project, sent)


@routes.get(PROJECT, allow=team_or_manager)
@routes.get(f"{PROJECT}.png", allow=team_or_manager)
def project_seen(project: Project, request: Request) -> Answer:
    """A production's picture."""
    return see(request, project)


@routes.post(ORGANISATION, allow=access.admin, shows=Thumbnail)
@routes.post(f"{ORGANISATION}.png", allow=access.admin, shows=Thumbnail)
def of_organisation(name: str, sent: Sent, changes: Changes) -> dict[str, Any]:
    """Give the organisation a picture; there is only one, whatever it is called in the path."""
    return keep(changes, the_organisation(name), sent)


@routes.get(ORGANISATION, allow=access.signed_in)
@routes.get(f"{ORGANISATION}.png", allow=access.signed_in)
def organisation_seen(name: str, request: Request) -> Answer:
    """The organisation's picture."""
    return see(request, the_organisation(name))


@routes.post(f"{PROJECT}.png", allow=access.anyone)
def of_project_misnamed(project_id: str) -> NoReturn:
    """Refuse what only looks like the path of a production's picture: it would be taken for an id."""
    raise NoSuchMethod(f"send the picture to /pictures/thumbnails/projects/{project_id}")
