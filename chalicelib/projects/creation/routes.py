"""Making a production: its team, its first episode, and what it has in common with the others."""

from typing import Any

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.people.persons.records import standings
from chalicelib.projects.descriptors.records import MetadataDescriptor, metadata_descriptors
from chalicelib.projects.descriptors.rules import copied, tell
from chalicelib.projects.projects.hooks import HOOKS, with_episode
from chalicelib.projects.projects.records import Project, open_ones, projects
from chalicelib.projects.team.rules import found_team
from chalicelib.store import each
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes
from chalicelib.web.table import create as table_create
from chalicelib.web.table import table

routes = Routes(__name__)
plain_table = table(
    Routes(__name__), "/data/projects", projects, read=access.signed_in, write=access.admin, hooks=HOOKS
)  # fmt: skip


@routes.post("/data/projects", allow=access.admin)
def create(body: Any, by: Actor, changes: Changes) -> dict[str, Any]:
    """Begin a production."""
    project: Project = table_create(plain_table, changes, by, body)
    found_team(changes, project, standings.many(project.team).values())
    for column in copied(_columns_of_others(), project.id):
        tell(changes, changes.add(column), "new")
    return with_episode(changes, project, cut(project, relations=True, shown=None), new=True)


def _columns_of_others() -> list[MetadataDescriptor]:
    """Return the columns of the open productions. Costs two trips; there are few productions, and fewer new ones."""
    return [column for columns in each(metadata_descriptors.within, [p.id for p in open_ones()]) for column in columns]
