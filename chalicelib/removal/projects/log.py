"""Takes a production's events out of the event log."""

import datetime as dt
from collections.abc import Iterator

import msgspec

from chalicelib.events.log.records import api_events
from chalicelib.projects.projects.records import Project
from chalicelib.removal.parts import remove_all
from chalicelib.store.records import now
from chalicelib.store.tables import EventItem


def forget(project: Project, by: str) -> None:
    """Delete what was told of a production since it began; a commit's other events stay.

    Costs the log since then: a Query chain or two a month, and a write for each commit that changes.
    """
    for month in _months(project.created_at, now()):
        remove_all([event for event in api_events.within(month) if event.project_id == project.id], by)
        for item in EventItem.query(month, consistent_read=True):
            _forget(item, project.id)


def _months(first: dt.datetime, last: dt.datetime) -> Iterator[str]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield f"{year}-{month:02}"
        year, month = year + month // 12, month % 12 + 1


def _forget(item: EventItem, project_id: str) -> None:
    if project_id not in item.events:  # most of the log: a search costs less than to read it
        return
    events = msgspec.json.decode(item.events)
    others = [event for event in events if event.get("project_id") != project_id]
    if not others:
        item.delete()
    elif len(others) < len(events):
        item.update(actions=[EventItem.events.set(msgspec.json.encode(others).decode())])
