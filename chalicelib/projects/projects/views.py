"""How a production is shown: with its columns, its links, and where its work begins."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from msgspec import UNSET, Struct, UnsetType

from chalicelib.access import Actor
from chalicelib.entities.entities.records import Entity
from chalicelib.projects.descriptors.records import MetadataDescriptor
from chalicelib.projects.descriptors.rules import in_order, visible
from chalicelib.projects.projects.records import Project, TaskTypeLink
from chalicelib.projects.templates.records import ProjectTemplate
from chalicelib.store.records import kind_of
from chalicelib.web.filters import cut

COLUMN = (
    "id", "name", "field_name", "data_type", "choices", "for_client", "entity_type", "task_type_id", "position",
    "departments",
)  # fmt: skip
OF_TASK_TYPE = ("priority", "hd_bitrate_compression", "ld_bitrate_compression", "is_client_visible")
OF_LINKS = ("id", "created_at", "updated_at")
OF_TASK_STATUS = ("priority", "roles_for_board", "is_client_allowed")


def plain(project: Project) -> dict[str, Any]:
    """Return the production's own fields."""
    return cut(project, relations=False, shown=None)


def columns_for(by: Actor, columns: Iterable[MetadataDescriptor], kind: str | None = None) -> list[dict[str, Any]]:
    """Return the columns that somebody sees, of one kind or of all, as they stand in a production."""
    seen = [column for column in columns if kind in (None, column.entity_type) and visible(column, by)]
    return [{name: getattr(column, name) for name in COLUMN} for column in in_order(seen)]


def full(
    project: Project, by: Actor, columns: Iterable[MetadataDescriptor], episodes: Iterable[Entity]
) -> dict[str, Any]:
    """Return a production with all that a client needs to work in it."""
    shown = cut(project, relations=True, shown=None) | {
        "descriptors": columns_for(by, columns),
        "task_type_links": _options(project.task_type_links, OF_TASK_TYPE),
        "task_types_priority": {one: link.priority for one, link in project.task_type_links.items()},
        "task_statuses_link": _options(project.task_status_links, OF_TASK_STATUS),
    }
    first = first_episode(episodes)
    return shown if first is None else shown | {"first_episode_id": first.id}


def first_episode(episodes: Iterable[Entity]) -> Entity | None:
    """Return the episode with which work begins: of those that run, or else of all, the first by name."""
    return min(episodes, key=lambda one: (one.status != "running", one.name), default=None)


def _options(links: dict[str, Any], names: Iterable[str]) -> dict[str, dict[str, Any]]:
    return {one: {name: getattr(link, name) for name in names} for one, link in links.items()}


class _Link(Struct):
    type: str
    id: str
    created_at: dt.datetime
    updated_at: dt.datetime
    priority: int | None
    project_id: str | UnsetType = UNSET
    project_template_id: str | UnsetType = UNSET


class ShownTypeLink(_Link, kw_only=True):
    """What a production or a template says of a task type."""

    task_type_id: str
    hd_bitrate_compression: int | None
    ld_bitrate_compression: int | None
    is_client_visible: bool | None


class ShownStatusLink(_Link, kw_only=True):
    """What a production or a template says of a task status."""

    task_status_id: str
    roles_for_board: list[str] | None
    is_client_allowed: bool | None


def link(setup: Project | ProjectTemplate, kind: str, record_id: str) -> dict[str, Any]:
    """Return what a production or a template says of a task type or status (`kind`), as a record."""
    one = getattr(setup, f"{kind}_links")[record_id]
    type_name = type(setup).__name__ + "".join(word.title() for word in kind.split("_")) + "Link"
    where = {f"{kind_of(type(setup))}_id": setup.id, f"{kind}_id": record_id, "type": type_name}
    options = OF_TASK_TYPE if isinstance(one, TaskTypeLink) else OF_TASK_STATUS
    return where | {name: getattr(one, name) for name in (*OF_LINKS, *options)}
