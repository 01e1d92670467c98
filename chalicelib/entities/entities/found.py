"""Finds entities of all kinds across the productions that somebody is on, filtered and in pages."""

from typing import Any

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.entities.access import assigned_entities, hidden_from
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.entities.entities.rules import is_kept_from
from chalicelib.entities.entities.views import plain, whole_list, without
from chalicelib.projects.projects.records import projects
from chalicelib.projects.statuses.records import project_statuses
from chalicelib.store import each, gather
from chalicelib.store.tables import RecordItem
from chalicelib.web import filters
from chalicelib.web.filters import Query

CLOSED = "closed"


def listed(by: Actor, query: Query) -> Any:
    """Return the list or the page of entities that a query string asks for. Costs one Query chain a production."""
    tests = filters.criteria_of(Entity, query)
    paged = "page" in query
    if paged:
        filters.number(query, "page", 1), filters.limit_of(query)
    places = _productions(by, filters.asked_id(query, "project_id"))
    found = [
        entity
        for items in each(lambda place: _kept(by, place, tests), places)
        for entity in items
    ]  # fmt: skip
    if not paged:
        return _shown([entity for _, entity in found], query)
    found.sort(key=lambda entry: (entry[0].updated_at, entry[1].id), reverse=True)
    page = filters.page_of([entity for _, entity in found], query)
    return page | {"data": _shown(page["data"], query)}


def _kept(by: Actor, production: str, tests: dict[str, filters.Test]) -> list[tuple[RecordItem, Entity]]:
    vendor = by.role_in(production) == access.VENDOR
    items, own, hidden = gather(
        lambda: entities.items(production),
        lambda: assigned_entities(by, production) if vendor else set(),
        lambda: hidden_from(by, production),
    )
    return [
        (item, without(entity, hidden))
        for item in items
        if (entity := entities.record(item))
        and (not vendor or entity.id in own)
        and not is_kept_from(by, entity)
        and all(test(getattr(entity, name)) for name, test in tests.items())
    ]


def _productions(by: Actor, asked: str | None) -> list[str]:
    """Return the productions to look in: an administrator's are all, anybody else's the open ones of their teams."""
    if by.is_admin:
        return [asked] if asked else [project.id for project in projects.all()]
    own = [asked] if asked in by.standing.roles else [] if asked else list(by.standing.roles)
    found, statuses = gather(lambda: projects.many(own), project_statuses.all)
    closed = {status.id for status in statuses if status.name.lower() == CLOSED}
    return [project.id for project in found.values() if project.project_status_id not in closed]


def _shown(found: list[Entity], query: Query) -> list[dict[str, Any]]:
    shown = filters.only(query)
    rows = whole_list(found) if filters.is_true(query, "relations") else [plain(entity) for entity in found]
    return rows if shown is None else [{k: v for k, v in row.items() if k in shown} for row in rows]
