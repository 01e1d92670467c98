"""The plain operations of casting links, and a production's list of them."""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any

from msgspec import UNSET, Struct, UnsetType

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.casting.records import EntityLink, entity_links, of_production
from chalicelib.entities.casting.setting import settle
from chalicelib.entities.casting.state import Wanted
from chalicelib.entities.entities.records import entities
from chalicelib.errors import BreaksRule, Forbidden
from chalicelib.projects.projects.records import Project, projects
from chalicelib.store.ids import well_formed
from chalicelib.store.records import moment_of
from chalicelib.web import filters
from chalicelib.web.filters import Query, cut
from chalicelib.web.queries import Page
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, Values, table

routes = Routes(__name__)


def _prepare(_changes: Changes, _by: Actor, values: Values, old: EntityLink | None) -> Values:
    """Say in whose production a new link lies: its place's."""
    place_id = values.get("entity_in_id")
    if old is not None or not isinstance(place_id, str) or not well_formed(place_id):
        return values
    place = entities.find(place_id)
    return values if place is None else values | {"production_id": place.project_id}


def _productions(_by: Actor, _query: Query) -> Iterable[str]:
    return [project.id for project in projects.all()]


table(
    routes, "/data/entity-links", entity_links, read=access.admin, write=access.admin, hooks=Hooks(prepare=_prepare),
    kept=("entity_in_id", "entity_out_id", "production_id"), event="entity-link", parents=_productions,
)  # fmt: skip


class After(Struct):
    """Where a list goes on: at what was made after a moment."""

    cursor_created_at: dt.datetime | None = None


class Links(Struct):
    """A page of links, by its number, or as what was made after a moment."""

    data: list[EntityLink]
    total: int
    limit: int
    nb_pages: int | UnsetType = UNSET
    offset: int | UnsetType = UNSET
    page: int | UnsetType = UNSET


@routes.get("/data/projects/{project_id}/entity-links", allow=access.manager, shows=list[EntityLink] | Links)
def of_project(project: Project, query: Annotated[Query, Page, After]) -> Any:
    """A production's casting links by their creation: all, a page, or those after a moment."""
    found = sorted(of_production(project.id), key=lambda link: (link.created_at, link.id))
    if "page" in query:
        return filters.page_of([cut(link, relations=False, shown=None) for link in found], query)
    limit = filters.limit_of(query)
    if "cursor_created_at" in query:
        after = [link for link in found if link.created_at > _moment(query)]
        shown = [cut(link, relations=False, shown=None) for link in after[:limit]]
        return {"data": shown, "total": len(found), "limit": limit}
    shown = [cut(link, relations=False, shown=None) for link in found[: limit if "limit" in query else None]]
    return [{name: value for name, value in link.items() if name != "updated_at"} for link in shown]


def _moment(query: Query) -> dt.datetime:
    text = query["cursor_created_at"][0]
    try:
        return moment_of(text)
    except ValueError:
        raise BreaksRule(f"cursor_created_at: {text!r} is no moment") from None


@routes.delete(
    "/data/projects/{project_id}/entity-links/{entity_link_id}",
    allow=access.manager,
    foreign=403,
    status=200,
    shows=EntityLink,
)
def take_off(project: Project, entity_link: EntityLink, changes: Changes) -> dict[str, Any]:
    """Take an asset off a place; the shots of an episode keep it."""
    if entity_link.production_id != project.id:
        raise Forbidden("the link is another production's")
    off = Wanted(entity_link.entity_in_id, entity_link.entity_out_id, off=True, cascade=False)
    settle(changes, project.id, [off], [off.place_id])
    return cut(entity_link, relations=False, shown=None)
