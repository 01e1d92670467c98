"""Project template operations."""

from typing import Any

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule
from chalicelib.projects.descriptors.records import metadata_descriptors
from chalicelib.projects.projects.records import Project
from chalicelib.projects.projects.rules import checked_values
from chalicelib.projects.templates import rules
from chalicelib.projects.templates.bodies import Columns, FromProject
from chalicelib.projects.templates.records import SETTINGS, ProjectTemplate, project_templates
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, Values, table
from chalicelib.web.table import change as table_change
from chalicelib.web.table import remove as table_remove

routes = Routes(__name__)
OF_NEW = frozenset({"name", "description", "metadata_descriptors", *SETTINGS})


def _prepare(_changes: Changes, _by: Actor, values: Values, old: ProjectTemplate | None) -> Values:
    given = values if old is not None else {name: value for name, value in values.items() if name in OF_NEW}
    if given.get("name") == "" or (old is None and not given.get("name")):
        raise BreaksRule("name: is required")
    if given.get("metadata_descriptors") is not None:
        given = given | {"metadata_descriptors": rules.snapshot(given["metadata_descriptors"])}
    return checked_values(given, old)


plain_table = table(
    routes, "/data/project-templates", project_templates, read=access.global_manager, write=access.admin,
    hooks=Hooks(prepare=_prepare), kept=(*rules.LISTS, *ProjectTemplate.HIDDEN), without=("change", "delete"),
)  # fmt: skip


def _plain(template: ProjectTemplate) -> dict[str, Any]:
    return cut(template, relations=False, shown=None)


@routes.put("/data/project-templates/{template_id}", allow=access.admin, shows=ProjectTemplate)
def change(template: ProjectTemplate, body: Any, by: Actor, changes: Changes) -> dict[str, Any]:
    """Change a template; productions that were made of it stay as they are."""
    return _plain(table_change(plain_table, changes, by, template, body))


@routes.delete("/data/project-templates/{template_id}", allow=access.admin)
def remove(template: ProjectTemplate, by: Actor, changes: Changes) -> None:
    """Remove a template; productions that were made of it stay as they are."""
    table_remove(plain_table, changes, by, template, force=False)


@routes.put("/data/project-templates/{template_id}/metadata-descriptors", allow=access.admin, shows=ProjectTemplate)
def set_columns(template: ProjectTemplate, body: Columns | list[Any], changes: Changes) -> dict[str, Any]:
    """Replace the template's columns."""
    columns = body.metadata_descriptors or [] if isinstance(body, Columns) else body
    rules.tell(changes, template)
    return _plain(changes.save(rules.with_columns(template, columns)))


@routes.post("/data/project-templates/from-project/{project_id}", allow=access.admin, shows=ProjectTemplate)
def from_project(project: Project, body: FromProject, changes: Changes) -> dict[str, Any]:
    """Make a template of what a production has chosen."""
    columns = metadata_descriptors.within(project.id)
    template = changes.add(rules.taken_from(project, columns, body.name, body.description))
    rules.tell(changes, template, "new")
    return _plain(template)
