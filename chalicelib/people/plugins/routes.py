"""Plugin operations."""

from typing import Any

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.people.plugins.records import plugins
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table

routes = Routes(__name__)


def _prepare(_changes: Changes, _by: Actor, values: dict[str, Any], _old: Any) -> dict[str, Any]:
    email = values.get("maintainer_email")
    return values | {"maintainer_email": email.lower()} if isinstance(email, str) else values


table(
    routes, "/data/plugins", plugins, read=access.admin, write=access.admin, hooks=Hooks(prepare=_prepare)
)  # fmt: skip
