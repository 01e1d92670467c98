"""What a template takes from a production, and what it gives to one."""

from collections.abc import Iterable
from typing import Any

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
    kept["departments"] = [one for one in kept["departments"] or [] if one is not None]
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
    have = {(one.entity_type, one.task_type_id, name) for one in there for name in (one.name, one.field_name)}
    new = []
    for kept in template.metadata_descriptors or []:
        kind, task_type_id, name = kept["entity_type"], kept["task_type_id"], kept["name"]
        if not name or not kind or (kind == "Task") != (task_type_id is not None):
            continue
        key = key_of(name)
        if (kind, task_type_id, name) not in have and (kind, task_type_id, key) not in have:
            have |= {(kind, task_type_id, name), (kind, task_type_id, key)}
            new.append(_column(project_id, kept, key))
    return new


def _column(project_id: str, kept: dict[str, Any], key: str) -> MetadataDescriptor:
    return MetadataDescriptor(
        project_id=project_id, entity_type=kept["entity_type"], task_type_id=kept["task_type_id"], name=kept["name"],
        field_name=key, data_type=kept["data_type"] or "string", choices=kept["choices"],
        for_client=kept["for_client"], departments=kept["departments"],
    )  # fmt: skip


def tell(changes: Changes, template: ProjectTemplate, what: str = "update") -> None:
    """Note the event of a template."""
    changes.tell(f"project-template:{what}", project_template_id=template.id)
