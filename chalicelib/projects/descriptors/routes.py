"""Custom column operations of one production."""

from typing import Annotated, Any

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule, Forbidden
from chalicelib.people.departments.records import departments
from chalicelib.projects.descriptors import rules
from chalicelib.projects.descriptors.bodies import ColumnChange, ColumnOrder, NewColumn
from chalicelib.projects.descriptors.plain import HOOKS, KEPT, places, seen_by
from chalicelib.projects.descriptors.records import MetadataDescriptor, metadata_descriptors
from chalicelib.projects.descriptors.values import dropped, moved
from chalicelib.projects.projects.records import Project
from chalicelib.store import gather
from chalicelib.tasks.types.records import task_types
from chalicelib.web.answers import paged
from chalicelib.web.filters import Query, cut
from chalicelib.web.http import Answer
from chalicelib.web.queries import Fields, Page, Relations
from chalicelib.web.routes import Routes
from chalicelib.web.table import change as table_change
from chalicelib.web.table import listed, table

routes = Routes(__name__)


def _whole(column: MetadataDescriptor) -> dict[str, Any]:
    return cut(column, relations=True, shown=None)


def column_visible(by: Actor, project: Project, descriptor: MetadataDescriptor) -> bool:
    """Allow those of the team who see the column."""
    return by.on_team(project.id) and rules.visible(descriptor, by)


def may_write(by: Actor, project: Project, descriptor: MetadataDescriptor) -> bool:
    """Allow those who may change the column as it is."""
    return rules.may_write(by, project.id, descriptor.departments)


@routes.get("/data/projects/{project_id}/metadata-descriptors", allow=access.team, shows=list[MetadataDescriptor])
def of_production(project: Project, by: Actor) -> list[dict[str, Any]]:
    """The production's columns that the caller sees, by position, then name."""
    columns = metadata_descriptors.within(project.id)
    return [_whole(column) for column in rules.in_order(columns) if rules.visible(column, by)]


@routes.post("/data/projects/{project_id}/metadata-descriptors", allow=access.supervisor, shows=MetadataDescriptor)
def create(project: Project, body: NewColumn, by: Actor, changes: Changes) -> dict[str, Any]:
    """Add a column."""
    if not rules.may_write(by, project.id, body.departments or []):
        raise Forbidden("a supervisor makes columns for all of the own departments")
    columns, for_whom, task_type = gather(
        lambda: metadata_descriptors.within(project.id),
        lambda: departments.many(body.departments or []),
        lambda: task_types.find(body.task_type_id) if body.task_type_id else None,
    )
    column = rules.made(project.id, body, body.entity_type or "Asset", for_whom)
    if column.task_type_id is not None and task_type is None:
        raise BreaksRule("task_type_id: there is no such task type")
    rules.check_free(columns, column)
    rules.tell(changes, column, "new")
    return _whole(changes.add(column))


@routes.get(
    "/data/projects/{project_id}/metadata-descriptors/{descriptor_id}", allow=column_visible, shows=MetadataDescriptor
)
def one(descriptor: MetadataDescriptor) -> dict[str, Any]:
    """One column."""
    return _whole(descriptor)


@routes.put(
    "/data/projects/{project_id}/metadata-descriptors/{descriptor_id}", allow=may_write, shows=MetadataDescriptor
)
def change(
    project: Project, descriptor: MetadataDescriptor, body: ColumnChange, by: Actor, changes: Changes
) -> dict[str, Any]:
    """Change a column; with a new name its values move to a new key."""
    if not rules.may_write(by, project.id, [*descriptor.departments, *(body.departments or [])]):
        raise Forbidden("a supervisor changes columns of the own departments only")
    columns, for_whom = gather(
        lambda: metadata_descriptors.within(project.id), lambda: departments.many(body.departments or [])
    )
    column = rules.changed(descriptor, body, for_whom)
    rules.check_free(columns, column)
    moved(changes, descriptor, column)
    rules.tell(changes, column, "update")
    return _whole(changes.save(column))


@routes.delete("/data/projects/{project_id}/metadata-descriptors/{descriptor_id}", allow=may_write)
def remove(descriptor: MetadataDescriptor, changes: Changes) -> None:
    """Remove a column with its values."""
    dropped(changes, descriptor)
    changes.remove(descriptor)
    rules.tell(changes, descriptor, "delete")


@routes.post(
    "/data/projects/{project_id}/metadata-descriptors/reorder",
    allow=access.manager,
    status=200,
    shows=list[MetadataDescriptor],
)
def reorder(project: Project, body: ColumnOrder, changes: Changes) -> list[dict[str, Any]]:
    """Put a kind's columns into this order, the others behind."""
    columns = [one for one in metadata_descriptors.within(project.id) if one.entity_type == body.entity_type]
    return [_whole(changes.save(column)) for column in rules.reordered(columns, body.descriptor_ids)]


table_of_columns = table(
    routes, "/data/metadata-descriptors", metadata_descriptors, read=access.admin, write=access.admin,
    hooks=HOOKS, kept=KEPT, parents=places, visible=seen_by, without=("list", "change"),
)  # fmt: skip


@routes.get("/data/metadata-descriptors", allow=access.signed_in, shows=paged(MetadataDescriptor))
def of_all(by: Actor, query: Annotated[Query, MetadataDescriptor, Relations, Fields, Page]) -> Answer:
    """The columns of all productions that the caller sees, with departments unless something else is asked for."""
    return listed(table_of_columns, by, query or {"relations": ["true"]})


@routes.put("/data/metadata-descriptors/{descriptor_id}", allow=access.admin, malformed=400, shows=MetadataDescriptor)
def change_plain(descriptor: MetadataDescriptor, body: Any, by: Actor, changes: Changes) -> dict[str, Any]:
    """Change what is sent of a column; only another key moves its values."""
    return _whole(table_change(table_of_columns, changes, by, descriptor, body))
