"""Months: logs are kept by the month, and are read from their end backwards, no further than a caller asks."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, NamedTuple

import msgspec
from msgspec import Meta

from chalicelib.errors import BreaksRule
from chalicelib.people.organisation.records import organisations

MOST = 1000  # entries of one answer
# A commit's moment is that of its last attempt, its ids are made a little later.
LEEWAY = dt.timedelta(minutes=1)

Id = Annotated[str, Meta(pattern=r"^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\Z")]
Moment = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?\Z")]


class AskedSpan(msgspec.Struct, kw_only=True):
    """Which stretch of a log is asked for; `after` and `before` are days or seconds, UTC, and don't belong to it."""

    limit: Annotated[int, Meta(ge=0)] = 100
    after: Moment | None = None
    before: Moment | None = None
    person_ids: list[Id] = []


class Span(NamedTuple):
    """A stretch of a log: two moments and the id of an entry, which don't belong to it; None where it is open."""

    after: dt.datetime | None = None
    before: dt.datetime | None = None
    cursor: str | None = None

    def holds(self, moment: dt.datetime, entry_id: str) -> bool:
        """Return whether an entry belongs to it."""
        return (
            (self.after is None or moment > self.after)
            and (self.before is None or moment < self.before)
            and (self.cursor is None or entry_id < self.cursor)
        )

    @property
    def first_id(self) -> str:
        """Return an id that is no greater than those of its entries."""
        return "0" if self.after is None else id_at(self.after)

    @property
    def last_id(self) -> str:
        """Return an id that is no less than those of its entries."""
        ends = [self.cursor] if self.cursor else []
        if self.before is not None:
            ends.append(id_at(self.before + LEEWAY))
        return min(ends, default="g")


def span_of(asked: AskedSpan, cursor: str | None) -> Span:
    """Return the stretch that is asked for. Raises BreaksRule for a day that is none."""
    before = _moment("before", asked.before)
    latest = None if before is None else min(before, dt.datetime.max - LEEWAY)
    return Span(_moment("after", asked.after), latest, cursor)


def _moment(name: str, text: str | None) -> dt.datetime | None:
    try:
        return None if text is None else dt.datetime.fromisoformat(text)
    except ValueError:
        raise BreaksRule(f"{name}: {text!r} is no day and no moment") from None


def id_at(moment: dt.datetime) -> str:
    """Return the beginning of the ids that are made from this moment on."""
    milliseconds = max(0, int(moment.replace(tzinfo=dt.UTC).timestamp() * 1000))
    return f"{milliseconds >> 16:08x}-{milliseconds & 0xFFFF:04x}"


def months_of_id(entry_id: str) -> list[str]:
    """Return the months in which an entry of this id may lie: two in the first minute of a month, none for no time."""
    try:
        moment = dt.datetime.fromtimestamp(int(entry_id[:8] + entry_id[9:13], 16) / 1000, dt.UTC)
    except (ValueError, OverflowError):
        return []
    return list(dict.fromkeys((f"{moment:%Y-%m}", f"{moment - LEEWAY:%Y-%m}")))


def back(span: Span, now: dt.datetime) -> Iterator[str]:
    """Return the months of a stretch, the newest first; reads when the studio began once a second one is needed."""
    if span.first_id > span.last_id:
        return
    ends = [now] if span.before is None else [now, span.before + LEEWAY]
    month = min(ends).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    yield f"{month:%Y-%m}"
    if span.after is not None and span.after >= month:
        return
    first = max([_founded(now), *([] if span.after is None else [span.after])])
    while month > first:
        month = (month - dt.timedelta(days=1)).replace(day=1)
        yield f"{month:%Y-%m}"


def _founded(now: dt.datetime) -> dt.datetime:
    return min((one.created_at for one in organisations.all()), default=now)
