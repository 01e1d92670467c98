"""Organisation operations."""

from typing import Any

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.people.organisation import rules
from chalicelib.people.organisation.records import CHAT_FIELDS, organisations
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table

routes = Routes(__name__)


def _prepare(_changes: Changes, _by: Actor, values: dict[str, Any], _old: Any) -> dict[str, Any]:
    return rules.checked_values(values)


table(
    routes, "/data/organisations", organisations, read=access.signed_in, write=access.admin,
    hooks=Hooks(prepare=_prepare), shown=lambda by, _single: rules.shown_to(by.is_admin),
    refused=lambda by: frozenset() if by.is_admin else frozenset(CHAT_FIELDS),
)  # fmt: skip
