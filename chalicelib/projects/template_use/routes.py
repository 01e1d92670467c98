"""Giving a production what a template contains."""

from typing import Any

from msgspec.structs import replace

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.projects.descriptors.records import metadata_descriptors
from chalicelib.projects.descriptors.writing import add_columns
from chalicelib.projects.projects import views
from chalicelib.projects.projects.records import Project
from chalicelib.projects.templates import rules
from chalicelib.projects.templates.records import ProjectTemplate
from chalicelib.web.routes import Routes

routes = Routes(__name__)


@routes.post("/data/projects/{project_id}/apply-template/{template_id}", allow=access.admin, status=200, shows=Project)
def apply(project: Project, template: ProjectTemplate, by: Actor, changes: Changes) -> dict[str, Any]:
    """Set what the template says, and add what the production doesn't have yet; twice adds nothing."""
    columns = rules.columns_for(project.id, template, metadata_descriptors.within(project.id))
    add_columns(columns, by.id)
    changes.tell("project:update", project.id)
    return views.plain(changes.save(rules.linked(replace(project, **rules.settings_of(template)), template)))
