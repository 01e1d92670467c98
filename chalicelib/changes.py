"""What a request or a job wants written, told and done afterwards: plain data, committed once by the store."""

import datetime as dt
from typing import Any, NamedTuple, TypeVar

import msgspec

R = TypeVar("R", bound=msgspec.Struct)


class Write(NamedTuple):
    """A record that is to be added, saved, moved or removed.

    `under` is the record that an added or moved one lives below, `was` a moved one as it was read.
    """

    how: str
    record: Any
    under: Any = None
    was: Any = None


class Told(NamedTuple):
    """Something that happened, for the event log and for clients that listen; the log keeps it only if `kept`."""

    name: str
    project_id: str | None
    data: dict[str, Any]
    kept: bool


class Ticket(NamedTuple):
    """A short-lived fact: a token that was revoked, a link in a mail. It is forgotten by itself after `expires`."""

    name: str
    expires: dt.datetime
    value: str
    once: bool


class Changes:
    """What one request changes. Nothing happens before the commit, and then everything or nothing.

    `by` is the id of the acting person, None outside of a session; `now` is the moment that all of it happens, UTC.
    """

    def __init__(self, by: str | None = None, now: dt.datetime | None = None) -> None:
        self.by = by
        self.moment = now or dt.datetime.now(dt.UTC).replace(tzinfo=None)
        self.now = self.moment.replace(microsecond=0)
        self.writes: dict[tuple[type, str], Write] = {}
        self.told: list[Told] = []
        self.tickets: list[Ticket] = []
        self.used_tickets: list[str] = []
        self.files_to_delete: list[str] = []
        self.calls: set[str] = set()

    def add(self, record: R, under: Any = None) -> R:
        """Keep a new record; `under` is needed where the record doesn't name its parent's place itself."""
        self.writes[type(record), record.id] = Write("add", record, under)  # type: ignore[attr-defined]
        return record

    def save(self, record: R) -> R:
        """Keep a changed record that was read in this request; returns it as it will be."""
        changed = msgspec.structs.replace(record, updated_at=self.now)
        key = (type(record), record.id)  # type: ignore[attr-defined]
        before = self.writes.get(key, Write("save", None))
        if before.how != "remove":
            self.writes[key] = before._replace(record=changed)
        return changed

    def move(self, record: R, was: R, under: Any) -> R:
        """Keep a record that was read in this request below another one than before; its id stays."""
        changed = msgspec.structs.replace(record, updated_at=self.now)
        self.writes[type(record), record.id] = Write("move", changed, under, was)  # type: ignore[attr-defined]
        return changed

    def remove(self, record: Any) -> None:
        """Let a record go that was read in this request."""
        key = (type(record), record.id)
        if key in self.writes and self.writes[key].how == "add":
            del self.writes[key]
        else:
            self.writes[key] = Write("remove", record)

    def pending(self, kind: type[R], id: str) -> R | None:
        """Return the record as this request has changed it so far, None if it has not."""
        write = self.writes.get((kind, id))
        return None if write is None or write.how == "remove" else write.record

    def tell(self, name: str, project_id: str | None = None, /, *, kept: bool = True, **data: Any) -> None:
        """Note an event; one that belongs to a production has its id in the data too."""
        if project_id is not None:
            data["project_id"] = project_id
        self.told.append(Told(name, project_id, data, kept))

    def hand_out(self, name: str, lifetime: dt.timedelta, value: str = "", *, once: bool = False) -> None:
        """Note a ticket; `once`: it is an error when there is one of that name already."""
        self.tickets.append(Ticket(name, self.moment + lifetime, value, once))

    def use_up(self, name: str) -> None:
        """Take a ticket back; the commit fails if somebody else has used it meanwhile."""
        self.used_tickets.append(name)

    def discard(self, *files: str) -> None:
        """Delete files once everything else is committed."""
        self.files_to_delete += files

    def call(self, function: str) -> None:
        """Start another function of the stack once everything else is committed; "" is none.

        What it is to do must be committed too, because it may be called again or not at all.
        """
        if function:
            self.calls.add(function)

    def __bool__(self) -> bool:
        """Return whether there is anything to commit."""
        return bool(self.writes or self.told or self.tickets or self.used_tickets or self.files_to_delete)
