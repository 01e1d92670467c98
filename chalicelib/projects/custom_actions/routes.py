"""Custom action operations."""

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule
from chalicelib.projects.custom_actions.records import CustomAction, custom_actions
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, Values, table

routes = Routes(__name__)


def _prepare(_changes: Changes, _by: Actor, values: Values, old: CustomAction | None) -> Values:
    if values.get("name", old and old.name) is None:
        raise BreaksRule("name: is required")
    return values


table(
    routes, "/data/custom-actions", custom_actions, list=access.no_global_vendor, read=access.admin,
    write=access.admin, hooks=Hooks(prepare=_prepare),
)  # fmt: skip
