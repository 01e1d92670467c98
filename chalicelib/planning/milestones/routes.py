"""Milestone operations."""

from typing import Any

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.planning import parents
from chalicelib.planning.access import place_of
from chalicelib.planning.milestones.records import Milestone, milestones
from chalicelib.projects.projects.records import Project
from chalicelib.web.answers import list_of, part_of
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes
from chalicelib.web.table import table

routes = Routes(__name__)

BRIEF = frozenset({"id", "date", "name", "project_id", "task_type_id"})

# Clients may read one milestone, vendors may not; in a production's list it is the other way round. Both are contract.
table(
    routes, "/data/milestones", milestones, list=access.admin, read=access.team_but_vendors, write=access.manager,
    parents=parents.productions, kept=["project_id"],
)  # fmt: skip


def team_but_clients(by: Actor, project: Project | None, project_id: str) -> bool:
    """Allow the production's team without its clients."""
    return access.team_but_clients(by, place_of(by, project, project_id))


@routes.get(
    "/data/projects/{project_id}/milestones",
    allow=team_but_clients,
    shows=list_of(part_of(Milestone, BRIEF, "MilestoneInShort")),
)
def of_production(project: Project | None) -> list[dict[str, Any]]:
    """The production's milestones, in short."""
    found = [] if project is None else milestones.within(project.id)
    return [cut(one, relations=False, shown=BRIEF) for one in found]
