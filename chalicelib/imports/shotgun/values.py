"""What entities, tasks, versions and notes of another tracker mean here; None for what lacks something."""

import datetime as dt
from typing import Any

from chalicelib.imports.shotgun.rules import Values, number
from chalicelib.store.records import moment_of

CUT = ("sg_sequence", "sg_cut_in", "sg_cut_out")
SOURCE = "Shotgun"


def named(entry: Values) -> Values | None:
    """Return the values that every entity has."""
    code = entry.get("code")
    if not isinstance(code, str) or not code:
        return None
    description = entry.get("description")
    return {"name": code, "description": description if isinstance(description, str) else None}


def frames(entry: Values, data: Any) -> Values:
    """Return a shot's metadata with its place in the cut and what the other studio has added to its own."""
    own = {
        name: value for name, value in entry.items() if name.startswith("sg_") and name not in CUT and value is not None
    }
    first, length = _whole(entry.get("sg_cut_in")), _whole(entry.get("sg_cut_duration"))
    last = None if first is None else first + (length or 0)
    return (data if isinstance(data, dict) else {}) | own | {"frame_in": first, "frame_out": last}


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def above(kind: str, entry: Values) -> int | None:
    """Return the number of what an entity lies below."""
    match kind:
        case "Sequence":
            return number(entry.get("episode"))
        case "Scene":
            several = entry.get("sequence_sg_scenes_1_sequences")
            return number(several[0]) if isinstance(several, list) and several else None
        case "Shot":
            return number(entry.get("sg_sequence"))
    return None


def numbers(entry: Values, name: str) -> list[int] | None:
    """Return the numbers of what an entry lists, None where it doesn't list it."""
    found = entry.get(name)
    return [one for one in map(number, found) if one is not None] if isinstance(found, list) else None


def task(entry: Values) -> Values:
    """Return a task's own values."""
    plan = {name: entry.get(name) for name in ("start_date", "due_date") if entry.get(name)}
    length, order = entry.get("duration"), _whole(entry.get("sg_sort_order"))
    return plan | {
        "name": str(entry.get("cached_display_name") or "main"), "sort_order": order,
        "duration": float(length) if isinstance(length, (int, float)) else 0.0,
    }  # fmt: skip


def version(entry: Values) -> Values:
    """Return a preview's own values; its movie stays where it is."""
    found = entry.get("sg_uploaded_movie")
    movie = found if isinstance(found, dict) else {}
    return {
        "name": entry.get("code"), "description": entry.get("description"), "source": SOURCE,
        "uploaded_movie_url": movie.get("url"), "uploaded_movie_name": movie.get("name"),
    }  # fmt: skip


def note(entry: Values) -> Values:
    """Return a comment's own values; it counts from when it was written, if that can be read."""
    values: Values = {"text": entry.get("content"), "object_type": "Task"}
    try:
        written = moment_of(entry["created_at"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return values
    return values | {"created_at": dt.datetime.isoformat(written)}
