"""Status automation operations; a production's choice of them is one of its settings."""

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import StillUsed
from chalicelib.projects.automations.records import StatusAutomation, status_automations
from chalicelib.projects.projects.records import projects
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table

routes = Routes(__name__)


def _removed(_changes: Changes, _by: Actor, automation: StatusAutomation, _force: bool) -> None:
    if any(automation.id in project.status_automations for project in projects.all()):
        raise StillUsed("there are productions that use this automation")


table(
    routes, "/data/status-automations", status_automations, list=access.no_global_vendor, read=access.admin,
    write=access.admin, hooks=Hooks(removed=_removed),
)  # fmt: skip
