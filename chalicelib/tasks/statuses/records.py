"""Task statuses: how far a piece of work is, and what reaching it means."""

from chalicelib.store import Collection, Record, Unique
from chalicelib.store.records import Color, Text10, Text40


class TaskStatus(Record, frozen=True, kw_only=True):
    """A status. Its flags say what a task does when it gets there; a status may have several of them."""

    name: Text40
    archived: bool = False
    short_name: Text10
    description: str | None = None
    color: Color
    priority: int | None = 1
    is_done: bool = False
    is_artist_allowed: bool = True
    is_client_allowed: bool = True
    is_retake: bool = False
    is_feedback_request: bool = False
    is_default: bool = False
    is_wip: bool = False
    shotgun_id: int | None = None
    for_concept: bool = False


task_statuses = Collection(
    TaskStatus,
    home="studio",
    unique=[Unique("short_name", lambda s: s.short_name, "short_name: another status has this short name")],
)
