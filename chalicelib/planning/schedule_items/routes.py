"""The plain operations of schedule items."""

from typing import Any

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule
from chalicelib.planning import parents
from chalicelib.planning.access import planning
from chalicelib.planning.schedule_items import rules
from chalicelib.planning.schedule_items.records import TAKEN, ScheduleItem, place_of, schedule_items
from chalicelib.projects.projects.records import Project
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, Values, table

routes = Routes(__name__)


def _prepare(_changes: Changes, _by: Actor, values: Values, old: ScheduleItem | None) -> Values:
    return rules.checked(values, is_new=old is None)


def _added(_changes: Changes, _by: Actor, item: ScheduleItem) -> ScheduleItem:
    if schedule_items.held("place", place_of(item)) is not None:
        raise BreaksRule(TAKEN)
    return item


table(
    routes, "/data/schedule-items", schedule_items, read=access.admin, write=access.manager, change=planning,
    parents=parents.productions, kept=["project_id"], hooks=Hooks(prepare=_prepare, added=_added),
)  # fmt: skip


@routes.get("/data/projects/{project_id}/schedule-items", allow=access.studio_team)
def of_production(project: Project) -> list[dict[str, Any]]:
    """All items of the production."""
    return [cut(item, relations=False, shown=None) for item in schedule_items.within(project.id)]
