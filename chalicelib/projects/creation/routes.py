"""Making a production: its team, its first episode, and what it has of a template and in common with the others."""

from typing import Any

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule, NotFound
from chalicelib.people.persons.records import persons, standings
from chalicelib.projects.descriptors.records import MetadataDescriptor, metadata_descriptors
from chalicelib.projects.descriptors.rules import copied
from chalicelib.projects.descriptors.writing import add_columns
from chalicelib.projects.projects.hooks import PLAIN, with_episode
from chalicelib.projects.projects.records import Project, open_ones
from chalicelib.projects.team.rules import check_may_be, found_team
from chalicelib.projects.templates import rules as templates_rules
from chalicelib.projects.templates.records import ProjectTemplate, project_templates
from chalicelib.store import each, gather
from chalicelib.store.work import in_parts
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes
from chalicelib.web.table import create as table_create

routes = Routes(__name__)
MOST_AT_FIRST = 75  # each of the team is a write of the one commit, which takes a hundred
TEMPLATE = "project_template_id"


@routes.post("/data/projects", allow=access.admin)
def create(body: Any, by: Actor) -> dict[str, Any]:
    """Begin a production; its columns come in commits of their own, for they may be many."""
    template = _template(body)
    shown = in_parts([body], 1, lambda changes, bodies: [_founded(changes, by, bodies[0], template)], by.id)[0]
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
    _gather_team(changes, project)
    return with_episode(changes, project, cut(project, relations=True, shown=None), new=True)


def _gather_team(changes: Changes, project: Project) -> None:
    """Note in people's standings that they are on the team. Costs one trip. Raises BreaksRule."""
    if len(project.team) > MOST_AT_FIRST:
        raise BreaksRule(f"team: at most {MOST_AT_FIRST} people at first; the others join afterwards")
    people, theirs = gather(lambda: persons.many(project.team), lambda: standings.many(project.team))
    for person in people.values():
        check_may_be(person, project, None)
    found_team(changes, project, theirs.values())


def _columns_of_others(project_id: str) -> list[MetadataDescriptor]:
    """Return the columns of the other open productions. Costs two trips; there are few productions, and fewer new."""
    others = [project.id for project in open_ones() if project.id != project_id]
    return [column for columns in each(metadata_descriptors.within, others) for column in columns]
