"""Event log operations."""

import datetime as dt
import itertools
from typing import Annotated, Any

import msgspec

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule, MalformedId, NotFound
from chalicelib.events.log import records, rules
from chalicelib.events.log.months import MOST, Span, span_of
from chalicelib.events.log.records import ApiEvent, EventNames, api_events, event_names
from chalicelib.events.log.rules import AskedEvents
from chalicelib.store.ids import well_formed
from chalicelib.web import filters
from chalicelib.web.answers import list_of, paged, part_of
from chalicelib.web.filters import Query, asked_id, cut
from chalicelib.web.http import Request
from chalicelib.web.queries import Fields, Page
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table, tell
from chalicelib.web.table import change as table_change
from chalicelib.web.table import create as table_create

routes = Routes(__name__)
SHOWN = frozenset({"id", "created_at", "updated_at", "type", "name", "user_id", "project_id", "data"})
LAST = SHOWN - {"updated_at", "type"}
OVERLAP = dt.timedelta(days=1)  # commits that were under way at the last look have come in since


def reader(by: Actor, request: Request) -> bool:
    """Allow admins, and managers what belongs to their productions. Raises BreaksRule for a malformed id first."""
    return rules.may_read(by, asked_id(request.query, "project_id"))


@routes.get("/data/events/last", allow=reader, shows=list_of(part_of(ApiEvent, LAST, "LastEvent")))
def last(query: AskedEvents, by: Actor, changes: Changes) -> list[dict[str, Any]]:
    """The last events, the newest first; a page goes on from the last id of the one before."""
    if query.cursor_event_id is not None and records.find(query.cursor_event_id.lower()) is None:
        raise BreaksRule("cursor_event_id: there is no such event")
    span = span_of(query, query.cursor_event_id and query.cursor_event_id.lower())
    found = filter(rules.test_of(query, by), records.backwards(span, changes.moment))
    return [_shown(event, LAST) for event in itertools.islice(found, min(query.limit, MOST))]


def _shown(event: ApiEvent, fields: frozenset[str]) -> dict[str, Any]:
    whole = msgspec.structs.replace(event, created_at=event.created_at.replace(microsecond=0),
                                    updated_at=event.updated_at.replace(microsecond=0))  # fmt: skip
    return cut(whole, relations=True, shown=fields)


@routes.get("/data/events/names", allow=access.global_manager)
def names(changes: Changes) -> list[str]:
    """The names of all events; reads what has happened since they were last kept, and keeps what is new."""
    kept = next(iter(event_names.all()), None)
    since = Span(after=None if kept is None else kept.updated_at - OVERLAP)
    known = set() if kept is None else set(kept.names)
    found = sorted(known | {event.name for event in records.backwards(since, changes.moment)})
    if kept is None:
        changes.add(EventNames(names=found))
    elif len(found) > len(known) or changes.now - kept.updated_at > OVERLAP:
        changes.save(msgspec.structs.replace(kept, names=found))
    return found


def _prepare(_changes: Changes, _by: Actor, values: dict[str, Any], _old: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in ("month", "removed")}


def _added(changes: Changes, _by: Actor, event: ApiEvent) -> ApiEvent:
    return msgspec.structs.replace(event, month=f"{changes.moment:%Y-%m}")


plain = table(
    routes, "/data/events", api_events, read=access.admin, write=access.admin, event="api-event", kept=["project_id"],
    hooks=Hooks(prepare=_prepare, added=_added), without=("list", "create", "get", "change", "delete"),
)  # fmt: skip


@routes.get("/data/events", allow=access.admin, shows=paged(ApiEvent))
def listed(query: Annotated[Query, ApiEvent, Fields, Page], changes: Changes) -> Any:
    """The events that fit the filters: the last thousand, or a page of all."""
    tests = filters.criteria_of(ApiEvent, query)
    paged = "page" in query
    if paged:
        filters.number(query, "page", 1), filters.limit_of(query)
    fitting = (
        event
        for event in records.backwards(Span(), changes.moment)
        if all(test(getattr(event, name)) for name, test in tests.items())
    )
    shown = filters.together(SHOWN, filters.only(query)) or SHOWN
    if not paged:
        return [_shown(event, shown) for event in itertools.islice(fitting, MOST)]
    ordered = sorted(fitting, key=lambda event: (event.updated_at, event.created_at), reverse=True)
    return filters.page_of([_shown(event, shown) for event in ordered], query)


@routes.post("/data/events", allow=access.admin, shows=ApiEvent)
def create(body: Any, by: Actor, changes: Changes) -> dict[str, Any]:
    """Add an event to the log."""
    return _shown(table_create(plain, changes, by, body), SHOWN)


@routes.get("/data/events/{event_id}", allow=access.admin, shows=ApiEvent)
def one(event_id: str) -> dict[str, Any]:
    """One event."""
    return _shown(_found(event_id), SHOWN)


@routes.put("/data/events/{event_id}", allow=access.admin, shows=ApiEvent)
def change(event_id: str, body: Any, by: Actor, changes: Changes) -> dict[str, Any]:
    """Change what an event says; what the commit wrote stays in the log, and is shown no more."""
    return _shown(table_change(plain, changes, by, _kept(changes, event_id), body), SHOWN)


@routes.delete("/data/events/{event_id}", allow=access.admin)
def remove(event_id: str, changes: Changes) -> None:
    """Take an event out of sight."""
    event = changes.save(msgspec.structs.replace(_kept(changes, event_id), removed=True, data=None))
    tell(plain, changes, "delete", event)


def _found(event_id: str) -> ApiEvent:
    if not well_formed(event_id):
        raise MalformedId(f"{event_id!r} is no id")
    event = records.find(event_id.lower())
    if event is None:
        raise NotFound(f"there is no event {event_id}")
    return event


def _kept(changes: Changes, event_id: str) -> ApiEvent:
    """Return an event as a record that can be changed; one that is only in the log becomes one."""
    event = _found(event_id)
    return event if records.is_written_over(event) else changes.add(event)
