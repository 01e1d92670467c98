"""The event log: what happened, who did it, and in which production."""

import datetime as dt
import heapq
import itertools
from collections.abc import Iterator
from typing import Any

import msgspec

from chalicelib.events.log.months import Span, back, months_of_id
from chalicelib.refs import PersonId, ProjectId
from chalicelib.store import Collection, Record, Unique, reading
from chalicelib.store.reading import Key
from chalicelib.store.records import Json, Text80
from chalicelib.store.tables import EventItem

PAGE = 200  # commits of one read: two of those fill most answers


class ApiEvent(Record, frozen=True, kw_only=True):
    """An event; `data` is what clients were told.

    What the commits wrote is never written again: kept as records are only events that an administrator has added,
    changed or taken out of sight, each in its `month`.
    """

    name: Text80
    user_id: PersonId | None = None
    project_id: ProjectId | None = None
    data: Json = None
    month: str = ""
    removed: bool = False


class EventNames(Record, frozen=True, kw_only=True):
    """The names of all events until it was last changed, so that nobody reads the whole log for them."""

    names: list[str] = []


api_events = Collection(ApiEvent, within="month")
event_names = Collection(EventNames, home="event-names", unique=[Unique("one", lambda _: "one", "there is one")])


class _Written(msgspec.Struct):
    """An event as a commit keeps it."""

    id: str
    created_at: dt.datetime
    name: str
    user_id: str | None = None
    project_id: str | None = None
    data: Any = None
    kept: bool = True


_decode = msgspec.json.Decoder(list[_Written]).decode


def backwards(span: Span, now: dt.datetime, page: int = PAGE) -> Iterator[ApiEvent]:
    """Return a stretch's events, the newest first; reads as it goes, `page` commits at a time.

    Costs for each month that it comes to one Query of the log and one of what was written over it.
    """
    for month in back(span, now):
        over = sorted(api_events.within(month), key=_id, reverse=True)
        both = heapq.merge(over, _written(month, span, page), key=_id, reverse=True)
        for _, same in itertools.groupby(both, key=_id):
            event = next(same)  # what an administrator has written comes first
            if not event.removed and span.holds(event.created_at, event.id):
                yield event


def _id(event: ApiEvent) -> str:
    return event.id


def _written(month: str, span: Span, page: int) -> Iterator[ApiEvent]:
    """Return what commits wrote in a month; an item's key is its first event's id, so one before the span may do."""
    items = EventItem.query(
        month, EventItem.moment < span.last_id, consistent_read=True, scan_index_forward=False, page_size=page
    )
    for item in items:
        yield from _events(item)
        if item.moment < span.first_id:
            return


def _events(item: EventItem) -> Iterator[ApiEvent]:
    for one in reversed(_decode(item.events)):
        if one.kept:
            yield ApiEvent(
                id=one.id, created_at=one.created_at, updated_at=one.created_at, name=one.name, user_id=one.user_id,
                project_id=one.project_id, data=one.data, month=item.month,
            )  # fmt: skip


def find(event_id: str) -> ApiEvent | None:
    """Return an event, None if there is none or it was taken out of sight. Costs one trip."""
    months = months_of_id(event_id)
    over, written = reading.gather(
        lambda: reading.records(Key(api_events.partition(month), event_id) for month in months),
        lambda: reading.each(lambda month: _last_commit(month, event_id), months),
    )
    for item in over.values():
        event = api_events.record(item)
        return None if event.removed else event
    found = (event for items in written for item in items for event in _events(item))
    return next((event for event in found if event.id == event_id), None)


def _last_commit(month: str, event_id: str) -> list[EventItem]:
    """Return the last commit that began before an event's id: the event's own if it lies in this month."""
    found = EventItem.query(
        month, EventItem.moment <= event_id, consistent_read=True, scan_index_forward=False, limit=1
    )
    return list(found)


def is_written_over(event: ApiEvent) -> bool:
    """Return whether an event that was read in this request is a record, not only in the log."""
    return api_events.key(event) in reading.seen()
