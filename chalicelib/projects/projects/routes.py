"""Production operations."""

from typing import Annotated, Any

from msgspec import Struct

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity, of_kind
from chalicelib.errors import NotFound
from chalicelib.projects.descriptors.records import MetadataDescriptor, metadata_descriptors
from chalicelib.projects.projects import views
from chalicelib.projects.projects.hooks import PLAIN, with_episode
from chalicelib.projects.projects.records import Project, open_ones, projects
from chalicelib.projects.projects.rules import TVSHOW
from chalicelib.projects.statuses.records import ProjectStatus, project_statuses
from chalicelib.store import each, gather
from chalicelib.web.filters import Query, is_true
from chalicelib.web.queries import WithoutRelations
from chalicelib.web.routes import Routes
from chalicelib.web.table import change as table_change
from chalicelib.web.table import table

routes = Routes(__name__)


def _listed_for(by: Actor) -> Any:
    """Return which productions a list shows: to an admin all, to others the open ones of theirs."""
    if by.is_admin:
        return lambda _: True
    theirs = {project.id for project in open_ones(by.standing.roles)}
    return lambda project: project.id in theirs


table(
    routes, "/data/projects", projects, read=access.signed_in, write=access.admin, visible=_listed_for,
    without=("create", "get", "change", "delete"),
)  # fmt: skip


def _columns(project: Project) -> list[MetadataDescriptor]:
    return metadata_descriptors.within(project.id)


def _episodes(project: Project) -> list[Entity]:
    return of_kind(project.id, "Episode") if project.production_type == TVSHOW else []


class Named(Struct):
    """The name of the production that is wanted."""

    name: str | None = None


@routes.get("/data/projects/open", allow=access.signed_in, shows=list[Project])
def open_productions(by: Actor, query: Named) -> list[dict[str, Any]]:
    """The open productions, an admin's all, with all that is needed to work in them; of one name if asked."""
    found = sorted(open_ones(None if by.is_admin else by.standing.roles), key=lambda project: project.name)
    if query.name is not None:
        found = [project for project in found if project.name == query.name]
    columns, episodes = gather(lambda: each(_columns, found), lambda: each(_episodes, found))
    return [
        views.full(project, by, theirs, parts) for project, theirs, parts in zip(found, columns, episodes, strict=True)
    ]


@routes.get("/data/projects/all", allow=access.signed_in, shows=list[Project])
def all_productions(by: Actor, query: Named) -> list[dict[str, Any]]:
    """The productions, open or not, an admin's all, by name; of one name, whatever its case, if asked."""
    found = projects.all() if by.is_admin else list(projects.many(by.standing.roles).values())
    found.sort(key=lambda project: project.name)
    if query.name is not None:
        return [views.plain(_named(found, query.name))]
    if not by.is_admin:
        return [views.plain(project) for project in found]
    statuses, columns = gather(project_statuses.all, lambda: each(_columns, found))
    names = {status.id: status.name for status in statuses}
    return [
        views.plain(project)
        | {"project_status_name": names.get(project.project_status_id or ""),
           "descriptors": views.columns_for(by, theirs, "Project")}
        for project, theirs in zip(found, columns, strict=True)
    ]  # fmt: skip


def _named(found: list[Project], name: str) -> Project:
    for project in found:
        if project.name.casefold() == name.casefold():
            return project
    raise NotFound(f"there is no production {name}")


@routes.get("/data/projects/{project_id}", allow=access.team, malformed=400, shows=Project)
def one(
    project: Project, project_status: ProjectStatus | None, by: Actor, query: Annotated[Query, WithoutRelations]
) -> dict[str, Any]:
    """One production, with all that is needed to work in it."""
    status = {"project_status_name": project_status and project_status.name}
    if not is_true(query, "relations", True):
        return views.plain(project) | status
    columns, episodes = gather(lambda: _columns(project), lambda: _episodes(project))
    return views.full(project, by, columns, episodes) | status


@routes.put("/data/projects/{project_id}", allow=access.manager, malformed=400, shows=Project)
def change(project: Project, body: Any, by: Actor, changes: Changes) -> dict[str, Any]:
    """Change a production; a series gets its first episode if it has none."""
    changed: Project = table_change(PLAIN, changes, by, project, body)
    return with_episode(changes, changed, views.plain(changed))
