"""Login log operations."""

import itertools
from typing import Any

from chalicelib import access
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule
from chalicelib.events.log.months import MOST, AskedSpan, Id, span_of
from chalicelib.events.logins import records
from chalicelib.people.persons.records import LoginLog
from chalicelib.web.answers import list_of, part_of
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes

routes = Routes(__name__)
SHOWN = frozenset({"id", "created_at", "ip_address", "person_id", "origin"})


class AskedLogins(AskedSpan, kw_only=True):
    """Which log ins are asked for."""

    cursor_login_log_id: Id | None = None


@routes.get("/data/events/login-logs/last", allow=access.admin, shows=list_of(part_of(LoginLog, SHOWN, "LastLogin")))
def last(query: AskedLogins, changes: Changes) -> list[dict[str, Any]]:
    """The last log ins, the newest first; a page goes on from the last id of the one before."""
    cursor = query.cursor_login_log_id and query.cursor_login_log_id.lower()
    if cursor is not None and not records.exists(cursor):
        raise BreaksRule("cursor_login_log_id: there is no such log in")
    people = {person_id.lower() for person_id in query.person_ids}
    logs = records.backwards(span_of(query, cursor), changes.moment)
    found = (log for log in logs if not people or log.person_id in people)
    return [cut(log, relations=True, shown=SHOWN) for log in itertools.islice(found, min(query.limit, MOST))]
