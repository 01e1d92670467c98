"""What a template takes from a production, and what it gives to one."""

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule
from chalicelib.projects.descriptors.records import MetadataDescriptor
from chalicelib.projects.descriptors.rules import in_order, key_of
from chalicelib.projects.projects.records import Project, TaskStatusLink, TaskTypeLink
from chalicelib.projects.projects.rules import in_step
from chalicelib.projects.templates.records import SETTINGS, ProjectTemplate

LINKED = {"task_types": "task_type_links", "task_statuses": "task_status_links"}
LISTS = ("task_types", "task_statuses", "asset_types", "status_automations", "preview_background_files")
SNAPSHOT: dict[str, Any] = {
    "name": None, "field_name": None, "entity_type": None, "task_type_id": None, "data_type": None, "choices": [],
    "for_client": False, "departments": [], "position": None,
}  # fmt: skip


def snapshot(columns: Any) -> list[dict[str, Any]]:
    """Return columns as a template keeps them, with a key for each. Raises BreaksRule for what is no column."""
    if not isinstance(columns, list) or any(not isinstance(one, dict) for one in columns):
        raise BreaksRule("metadata_descriptors: must be a list of objects")
    return [_kept(column) for column in columns]


def with_columns(template: ProjectTemplate, columns: Any) -> ProjectTemplate:
    """Return a template with other columns. Raises BreaksRule."""
    return replace(template, metadata_descriptors=snapshot(columns))


def _kept(column: dict[str, Any]) -> dict[str, Any]:
    kept = {name: column.get(name, default) for name, default in SNAPSHOT.items()}
    kept["choices"] = kept["choices"] or []
    kept["for_client"] = bool(kept["for_client"])
    departments = kept["departments"] if isinstance(kept["departments"], list) else []
    kept["departments"] = [one for one in departments if one is not None]
    if not kept["field_name"] and isinstance(kept["name"], str) and kept["name"]:
        kept["field_name"] = key_of(kept["name"])
    return kept


def taken_from(project: Project, columns: Iterable[MetadataDescriptor], name: str, text: str | None) -> ProjectTemplate:
    """Return a template of what a production has chosen, with copies of its options and columns."""
    copied = {field: getattr(project, field) for field in (*SETTINGS, *LISTS, "default_preview_background_file_id")}
    of_columns = [{field: getattr(column, field) for field in SNAPSHOT} for column in in_order(columns)]
    return ProjectTemplate(
        name=name, description=text, metadata_descriptors=of_columns, **copied,
        task_type_links={one: _fresh(link) for one, link in project.task_type_links.items()},
        task_status_links={one: _fresh(link) for one, link in project.task_status_links.items()},
    )  # fmt: skip


def _fresh(link: Any) -> Any:
    """Return the same options as a link of its own; programs are a production's own matter."""
    kind = TaskTypeLink if isinstance(link, TaskTypeLink) else TaskStatusLink
    own = ("id", "created_at", "updated_at", "softwares")
    return kind(**{name: getattr(link, name) for name in link.__struct_fields__ if name not in own})


def settings_of(template: ProjectTemplate) -> dict[str, Any]:
    """Return what a template says of a production's own fields."""
    return {name: value for name in SETTINGS if (value := getattr(template, name)) is not None}


def linked(project: Project, template: ProjectTemplate, lists: Iterable[str] = LISTS) -> Project:
    """Return a production that uses what the template uses too; what it uses already keeps its own options."""
    more: dict[str, Any] = {}
    for name in lists:
        more[name] = [*dict.fromkeys([*getattr(project, name), *getattr(template, name)])]
        if name in LINKED:
            theirs = {one: _fresh(link) for one, link in getattr(template, LINKED[name]).items()}
            more[LINKED[name]] = theirs | getattr(project, LINKED[name])
    background = project.default_preview_background_file_id or template.default_preview_background_file_id
    if background in more.get("preview_background_files", ()):
        more["default_preview_background_file_id"] = background
    return in_step(replace(project, **more))


def columns_for(
    project_id: str, template: ProjectTemplate, there: Iterable[MetadataDescriptor]
) -> list[MetadataDescriptor]:
    """Return the columns of a template that a production doesn't have yet; what is none is passed over."""
    have = {place for one in there for place in _places(one)}
    new = []
    for kept in template.metadata_descriptors or []:
        column = _column(project_id, kept)
        if column is not None and not have & _places(column):
            have |= _places(column)
            new.append(column)
    return new


def _places(column: MetadataDescriptor) -> set[tuple[str, str | None, str]]:
    """Return what no other column of the production may have: its name and its key, in its kind."""
    return {(column.entity_type, column.task_type_id, name) for name in (column.name, column.field_name)}


def _column(project_id: str, kept: dict[str, Any]) -> MetadataDescriptor | None:
    """Return a new column without a position; None for what a template keeps that can be no column."""
    if not kept["name"] or not kept["entity_type"] or (kept["entity_type"] == "Task") != bool(kept["task_type_id"]):
        return None
    values = {name: kept[name] for name in SNAPSHOT if name not in ("position", "field_name")}
    values |= {"type": MetadataDescriptor.__name__, "project_id": project_id}
    try:
        column = msgspec.convert(
            values | {"field_name": "", "data_type": kept["data_type"] or "string"}, MetadataDescriptor
        )
        return replace(column, field_name=key_of(column.name))
    except (msgspec.ValidationError, BreaksRule):
        return None


def tell(changes: Changes, template: ProjectTemplate, what: str = "update") -> None:
    """Note the event of a template."""
    changes.tell(f"project-template:{what}", project_template_id=template.id)
