"""News operations."""

from collections.abc import Iterable
from typing import Annotated, Any

from msgspec import Struct
from msgspec.structs import replace

from chalicelib import access
from chalicelib.access import CLIENT, Actor
from chalicelib.changes import Changes
from chalicelib.entities.access import entity_access
from chalicelib.entities.entities.records import Entity
from chalicelib.errors import NotFound, NotStored
from chalicelib.projects.projects.records import Project, projects
from chalicelib.store import gather
from chalicelib.tasks.comments.records import Comment, comments
from chalicelib.tasks.news import listing
from chalicelib.tasks.news.records import News, news
from chalicelib.tasks.tasks.places import open_productions
from chalicelib.tasks.tasks.records import Task, tasks
from chalicelib.web.answers import PageOf
from chalicelib.web.filters import Query
from chalicelib.web.queries import OfProduction
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table

routes = Routes(__name__)
Values = dict[str, Any]


class Numbered(Struct):
    """The number of the page that is wanted."""

    page: int = 1


def _placed(line: News) -> News:
    """Return a line with what lists are filtered by, from its task and comment."""
    task, comment = gather(
        lambda: tasks.find(line.task_id), lambda: comments.find(line.comment_id) if line.comment_id else None
    )
    return line if task is None else _of(line, task, comment)


def _of(line: News, task: Task, comment: Comment | None) -> News:
    status_id = comment.task_status_id if comment else task.task_status_id
    return replace(
        line, production_id=task.project_id, task_type_id=task.task_type_id, entity_id=task.entity_id,
        task_status_id=status_id,
    )  # fmt: skip


def _added(_changes: Changes, _by: Actor, line: News) -> News:
    return _placed(line)


def _changed(_changes: Changes, _by: Actor, old: News, new: News) -> News:
    placed = _placed(new)
    if placed.production_id != old.production_id:
        raise NotStored("task_id: news stay in their production")
    return placed


def _productions(_by: Actor, _query: Query) -> Iterable[str]:
    return [project.id for project in projects.all()]


COLUMNS = frozenset(
    {"id", "created_at", "updated_at", "type", "change", "author_id", "comment_id", "task_id", "preview_file_id"}
)

table(
    routes, "/data/news", news, read=access.admin, write=access.admin, parents=_productions,
    hooks=Hooks(added=_added, changed=_changed), kept=("production_id", "task_type_id", "task_status_id", "entity_id"),
    shown=lambda _by, _single: COLUMNS,
)  # fmt: skip


@routes.get("/data/projects/news", allow=access.signed_in, shows=listing.NewsPage)
def of_all(by: Actor, query: Annotated[Query, listing.Filters, OfProduction]) -> Values:
    """The news of the open productions of the caller's teams; in which they are no client."""
    wanted = listing.asked(query)
    own = {place: one for place, one in open_productions(by).items() if by.role_in(place) != CLIENT}
    chosen = query.get("project_id", [""])[0]
    return listing.listed({chosen: own[chosen]} if chosen in own else own, wanted)


@routes.get("/data/projects/{project_id}/news", allow=access.team_but_clients, shows=listing.NewsPage)
def of_production(project: Project, query: Annotated[Query, listing.Filters]) -> Values:
    """A production's news, the newest first."""
    return listing.listed({project.id: project}, listing.asked(query))


@routes.get("/data/projects/{project_id}/news/{news_id}", allow=access.studio_team, shows=News)
def one(project: Project, news_id: str) -> Values:
    """One of a production's news."""
    line = news.find(news_id)
    if line is None or line.production_id != project.id:
        raise NotFound(f"there is no news {news_id} in this production")
    return listing.shown([line], {project.id: project})[0]


@routes.get("/data/entities/{entity_id}/news", allow=entity_access, shows=PageOf[News])
def of_entity(entity: Entity, project: Project, query: Numbered) -> Values:
    """What was said of an entity's tasks, the newest first."""
    return listing.of_entity(project, entity.id, query.page)
