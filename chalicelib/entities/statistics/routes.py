"""Statistics of a production's episodes."""

from collections.abc import Callable, Iterable

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.entities.statistics import rules
from chalicelib.entities.statistics.records import Work, of_episodes
from chalicelib.entities.statistics.rules import Counted, Statuses
from chalicelib.projects.projects.records import Project
from chalicelib.store import gather
from chalicelib.tasks.statuses.records import task_statuses
from chalicelib.web.routes import Routes

routes = Routes(__name__)


def may_see(by: Actor, production: Production, project: Project) -> bool:
    """Allow the team, and its clients where the production shows them its statistics."""
    visible = bool(project.is_client_stats_visible)
    return access.team(by, production) if visible else access.team_but_clients(by, production)


@routes.get("/data/projects/{project_id}/episodes/stats", allow=may_see)
def by_status(project: Project, by: Actor) -> Counted:
    """How much work of each episode is in which status; a vendor's own."""
    return _counted(project, by, rules.by_status)


@routes.get("/data/projects/{project_id}/episodes/retake-stats", allow=access.team_but_clients)
def by_retake(project: Project, by: Actor) -> Counted:
    """How much work of each episode was sent back, take by take; a vendor's own."""
    return _counted(project, by, rules.by_retake)


def _counted(project: Project, by: Actor, count: Callable[[Iterable[Work], Statuses], Counted]) -> Counted:
    own = by.id if by.role_in(project.id) == access.VENDOR else None
    works, statuses = gather(lambda: of_episodes(project.id, own), task_statuses.all)
    return count(works, {status.id: status for status in statuses})
