"""How a board shows tasks: which fields each board has, and what differs from caller to caller."""

from operator import itemgetter
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw

from chalicelib.tasks.tasks.records import ROW_FIELDS

rows_of = msgspec.json.Decoder(list[list[Any]]).decode
columns_of = msgspec.json.Decoder(dict[str, Any] | None).decode

ID, SUBSCRIBED, ASSIGNEES = (ROW_FIELDS.index(name) for name in ("id", "is_subscribed", "assignees"))
# What a client gets of a task is blank where it tells of people, plans and counts.
BLANK_FOR_CLIENTS: dict[str, Any] = {
    "assignees": [], "difficulty": None, "duration": 0, "estimation": 0, "priority": 0, "retake_count": 0,
    "nb_assets_ready": 0, "nb_drawings": 0, "start_date": None, "due_date": None, "end_date": None, "done_date": None,
    "real_start_date": None, "last_comment_date": None,
}  # fmt: skip
_BLANKS = [(ROW_FIELDS.index(name), blank) for name, blank in BLANK_FOR_CLIENTS.items()]


class View(NamedTuple):
    """What makes a board differ for a caller.

    subscribed: the ids of the tasks that they follow; client: figures, dates and people are blank; vendor: the id of
    somebody who sees only their own tasks; hidden: the metadata columns that they may not see.
    """

    subscribed: frozenset[str] = frozenset()
    client: bool = False
    vendor: str | None = None
    hidden: frozenset[str] = frozenset()

    @property
    def as_kept(self) -> bool:
        """Return whether rows go through unread, because nothing in them differs for this caller."""
        return not (self.subscribed or self.client or self.vendor)


class TaskColumns:
    """The fields of a task on a board, in the order in which the board answers them."""

    def __init__(self, name: str, *fields: str) -> None:
        self.fields = fields
        self.as_kept = fields == ROW_FIELDS
        self.pick = itemgetter(*(ROW_FIELDS.index(field) for field in fields))
        # One positional object a task takes half the time of a dictionary, for its names are encoded from the class.
        self.make = msgspec.defstruct(name, [(field, Any) for field in fields], gc=False)

    def shown(self, stored: str | None, view: View, *, compact: bool) -> Any:
        """Return an entity's tasks as the caller sees them; empty for one without."""
        if not stored or stored == "[]":
            return []
        if compact and self.as_kept and view.as_kept:
            return Raw(stored.encode())
        rows = rows_of(stored)
        if not view.as_kept:
            rows = _seen(rows, view)
        if compact:
            return rows if self.as_kept else [list(self.pick(row)) for row in rows]
        return [self.make(*self.pick(row)) for row in rows]


def _seen(rows: list[list[Any]], view: View) -> list[list[Any]]:
    if view.vendor is not None:
        rows = [row for row in rows if view.vendor in row[ASSIGNEES]]
    for row in rows:
        if row[ID] in view.subscribed:
            row[SUBSCRIBED] = True
        if view.client:
            for at, blank in _BLANKS:
                row[at] = blank
    return rows


def without(data: Raw, hidden: frozenset[str]) -> Any:
    """Return metadata less the columns that the caller may not see."""
    if not hidden:
        return data
    columns = columns_of(data)
    return columns and {name: value for name, value in columns.items() if name not in hidden}


SHOT_TASK = TaskColumns("ShotTask", *ROW_FIELDS)
ASSET_TASK = TaskColumns(
    "AssetTask", "id", "due_date", "done_date", "duration", "entity_id", "estimation", "end_date", "is_subscribed",
    "last_comment_date", "last_preview_file_id", "priority", "real_start_date", "retake_count", "start_date",
    "difficulty", "task_status_id", "task_type_id", "assignees", "data",
)  # fmt: skip
EDIT_TASK = TaskColumns(
    "EditTask", "id", "duration", "due_date", "entity_id", "end_date", "estimation", "last_comment_date",
    "last_preview_file_id", "nb_assets_ready", "priority", "real_start_date", "retake_count", "start_date",
    "task_status_id", "task_type_id", "data", "is_subscribed", "assignees",
)  # fmt: skip
CONCEPT_TASK = TaskColumns("ConceptTask", *(name for name in EDIT_TASK.fields if name != "last_preview_file_id"))
PLACE_TASK = TaskColumns(
    "PlaceTask", "id", "estimation", "entity_id", "end_date", "due_date", "done_date", "duration", "last_comment_date",
    "last_preview_file_id", "priority", "real_start_date", "retake_count", "start_date", "difficulty", "task_status_id",
    "task_type_id", "data", "is_subscribed", "assignees",
)  # fmt: skip
