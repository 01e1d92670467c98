"""Making a production: its team, its first episode, and what it has of a template and in common with the others."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import NotFound
from chalicelib.people.persons.records import persons, standings
from chalicelib.projects.descriptors.records import MetadataDescriptor, metadata_descriptors
from chalicelib.projects.descriptors.rules import copied
from chalicelib.projects.descriptors.writing import add_columns
from chalicelib.projects.projects.hooks import PLAIN, with_episode
from chalicelib.projects.projects.records import Project, open_ones, projects
from chalicelib.projects.team.rules import check_may_be, found_team, join
from chalicelib.projects.templates import rules as templates_rules
from chalicelib.projects.templates.records import ProjectTemplate, project_templates
from chalicelib.store import each, gather
from chalicelib.store.work import in_parts
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes
from chalicelib.web.table import create as table_create

routes = Routes(__name__)
AT_FIRST, THEN = 75, 40  # people of the first commit, a write each of a hundred; and of those after it
TEMPLATE = "project_template_id"


@routes.post("/data/projects", allow=access.admin, shows=Project)
def create(body: Any, by: Actor) -> dict[str, Any]:
    """Begin a production; its columns come in commits of their own, for they may be many, as may be a team's people."""
    template = _template(body)
    shown = in_parts([body], 1, lambda changes, bodies: [_founded(changes, by, bodies[0], template)], by.id)[0]
    in_parts(shown["team"][AT_FIRST:], THEN, lambda changes, ids: _joined(changes, shown["id"], ids), by.id)
    columns = copied(_columns_of_others(shown["id"]), shown["id"])
    if template is not None:
        columns += templates_rules.columns_for(shown["id"], template, columns)
    add_columns(columns, by.id)
    return shown


def _template(body: Any) -> ProjectTemplate | None:
    wanted = body.get(TEMPLATE) if isinstance(body, dict) else None
    if wanted is None:
        return None
    found = project_templates.find(wanted) if isinstance(wanted, str) else None
    if found is None:
        raise NotFound(f"there is no project template {wanted}")
    return found


def _founded(changes: Changes, by: Actor, body: Any, template: ProjectTemplate | None) -> dict[str, Any]:
    """Make the production itself; what the body says and is not null counts before what the template says."""
    said = {name: value for name, value in body.items() if name != TEMPLATE} if isinstance(body, dict) else body
    if template is not None:
        settings = templates_rules.settings_of(template)
        said = settings | {name: value for name, value in said.items() if value is not None or name not in settings}
    project: Project = table_create(PLAIN, changes, by, said)
    if template is not None:
        left = [name for name in templates_rules.LISTS if said.get(name) is None]
        project = changes.save(templates_rules.linked(project, template, left))
    shown = with_episode(changes, project, cut(project, relations=True, shown=None), new=True)
    _gather_team(changes, project)
    return shown


def _gather_team(changes: Changes, project: Project) -> None:
    """Note in people's standings that they are on the team, of a large one the first. One trip. Raises BreaksRule."""
    people, theirs = gather(lambda: persons.many(project.team), lambda: standings.many(project.team[:AT_FIRST]))
    for person in people.values():
        check_may_be(person, project, None)
    if len(project.team) > AT_FIRST:
        project = changes.save(replace(project, team=project.team[:AT_FIRST]))
    found_team(changes, project, theirs.values())


def _joined(changes: Changes, project_id: str, ids: Sequence[str]) -> list[Project]:
    """Put the rest of a large team on it."""
    project, theirs = gather(lambda: projects.get(project_id), lambda: standings.many(ids))
    return [join(changes, project, standing) for standing in theirs.values()]


def _columns_of_others(project_id: str) -> list[MetadataDescriptor]:
    """Return the columns of the other open productions. Costs two trips; there are few productions, and fewer new."""
    others = [project.id for project in open_ones() if project.id != project_id]
    return [column for columns in each(metadata_descriptors.within, others) for column in columns]
