"""Custom columns of many productions at once: of all that are open and that the caller manages."""

from collections.abc import Sequence
from typing import Any

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.people.departments.records import departments
from chalicelib.projects.descriptors import rules
from chalicelib.projects.descriptors.bodies import KindAsked, NewColumn, StudioColumnChange, StudioColumnOrder
from chalicelib.projects.descriptors.records import MetadataDescriptor, metadata_descriptors
from chalicelib.projects.descriptors.values import dropped, moved
from chalicelib.projects.descriptors.writing import add_columns
from chalicelib.projects.projects.records import open_ones
from chalicelib.store import each, gather
from chalicelib.store.work import in_parts
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes

routes = Routes(__name__)
PATH = "/data/metadata-descriptors/all-projects"
Columns = list[MetadataDescriptor]


def _columns(by: Actor) -> dict[str, Columns]:
    """Return the columns of each open production that the caller manages. Costs two trips."""
    ids = [project.id for project in open_ones(None if by.is_admin else by.standing.roles) if by.manages(project.id)]
    return dict(zip(ids, each(metadata_descriptors.within, ids), strict=True))


def _with_key(columns: dict[str, Columns], kind: str, key: str) -> Columns:
    return [one for theirs in columns.values() for one in theirs if (one.entity_type, one.field_name) == (kind, key)]


def _whole(column: MetadataDescriptor) -> dict[str, Any]:
    return cut(column, relations=True, shown=None)


def _kind(kind: str) -> str:
    """Return the kind; columns of tasks belong to a task type, so they are never made for all. Raises BreaksRule."""
    return rules.checked_kind(kind, None)


@routes.post(PATH, allow=access.global_manager, shows=list[MetadataDescriptor])
def create(body: NewColumn, by: Actor) -> list[dict[str, Any]]:
    """Add a column to the productions that don't have its key yet."""
    kind = _kind(body.entity_type or "Project")
    columns, for_whom = gather(lambda: _columns(by), lambda: departments.many(body.departments or []))
    wanted = {project_id: rules.made(project_id, body, kind, for_whom) for project_id in columns}
    have = {one.project_id for one in _with_key(columns, kind, rules.key_of(body.name))}
    new = [column for project_id, column in wanted.items() if project_id not in have]
    for column in new:
        rules.check_free(columns[column.project_id], column)
    return [_whole(column) for column in add_columns(new, by.id)]


@routes.put(PATH + "/{field_name}", allow=access.global_manager, shows=list[MetadataDescriptor])
def change(field_name: str, body: StudioColumnChange, by: Actor) -> list[dict[str, Any]]:
    """Change the columns of a kind and key; a name that is taken in one production refuses all."""
    kind = _kind(body.entity_type)
    body.name = body.name or None
    columns, for_whom = gather(lambda: _columns(by), lambda: departments.many(body.departments or []))
    found = _with_key(columns, kind, field_name)
    for column in found:
        rules.check_free(columns[column.project_id], rules.changed(column, body, for_whom))

    def part(changes: Changes, ids: Sequence[str]) -> Columns:
        return [_changed(changes, column, body, list(for_whom)) for column in metadata_descriptors.many(ids).values()]

    return [_whole(column) for column in in_parts([column.id for column in found], 1, part, by.id)]


def _changed(
    changes: Changes, column: MetadataDescriptor, body: StudioColumnChange, for_whom: list[str]
) -> MetadataDescriptor:
    new = rules.changed(column, body, for_whom)
    moved(changes, column, new)
    rules.tell(changes, new, "update")
    return changes.save(new)


@routes.delete(PATH + "/{field_name}", allow=access.global_manager, status=200)
def remove(field_name: str, query: KindAsked, by: Actor) -> list[str]:
    """Remove the columns of a kind and key, with their values."""
    found = _with_key(_columns(by), _kind(query.entity_type), field_name)
    return in_parts([column.id for column in found], 1, _removed, by.id)


def _removed(changes: Changes, ids: Sequence[str]) -> Sequence[str]:
    for column in metadata_descriptors.many(ids).values():
        dropped(changes, column)
        changes.remove(column)
        rules.tell(changes, column, "delete")
    return ids


@routes.post(
    "/actions/metadata-descriptors/all-projects/reorder",
    allow=access.global_manager,
    status=200,
    shows=list[MetadataDescriptor],
)
def reorder(body: StudioColumnOrder, by: Actor) -> list[dict[str, Any]]:
    """Put the columns of a kind into this order in each production that has one of them, the others behind."""
    kind = _kind(body.entity_type)
    columns = _columns(by)
    having = {column.project_id for key in body.field_order for column in _with_key(columns, kind, key)}

    def part(changes: Changes, ids: Sequence[str]) -> Columns:
        found = [one for theirs in each(metadata_descriptors.within, ids) for one in theirs if one.entity_type == kind]
        return [changes.save(column) for column in rules.in_key_order(found, body.field_order)]

    return [_whole(column) for column in in_parts(list(having), 1, part, by.id)]
