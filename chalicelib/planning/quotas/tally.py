"""Adds shares up to quotas: by day, week, month and year."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from chalicelib.planning.quotas.rules import Share

Values = dict[str, Any]
Named = Callable[[dt.date], str]
FPS = 25.0  # of a production that doesn't say


class Unit(NamedTuple):
    """A unit of time: the name of a day's, and the name of what it lies in, by which units are counted."""

    name: Named
    inside: Named | None


def _week(day: dt.date) -> str:
    return f"{day.isocalendar().year}-{day.isocalendar().week}"


def _month(day: dt.date) -> str:
    return f"{day:%Y-%m}"


def _year(day: dt.date) -> str:
    return f"{day:%Y}"


UNITS = {
    "day": Unit(dt.date.isoformat, _month),
    "week": Unit(_week, lambda day: str(day.isocalendar().year)),
    "month": Unit(_month, _year),
    "year": Unit(_year, None),
}


def quotas(shares: Iterable[Share], key: Callable[[Share], str], fps: str | None) -> Values:
    """Return the quotas of each key, and those of all ("total")."""
    found: dict[str, list[Share]] = {}
    for share in shares:
        for name in (key(share), "total"):
            found.setdefault(name, []).append(share)
    rate = _rate(fps)
    return {name: {unit: _added(own, UNITS[unit], rate) for unit in UNITS} for name, own in found.items()}


def _rate(fps: str | None) -> float:
    try:
        return float(fps or FPS) or FPS
    except ValueError:
        return FPS


def _added(shares: Iterable[Share], unit: Unit, fps: float) -> Values:
    frames: dict[str, int] = {}
    counts: dict[str, float] = {}
    drawings: dict[str, int] = {}
    inside: dict[str, set[str]] = {}
    for share in shares:
        name = unit.name(share.day)
        frames[name] = frames.get(name, 0) + share.frames
        counts[name] = counts.get(name, 0) + share.shots
        drawings[name] = drawings.get(name, 0) + share.drawings
        if unit.inside is not None:
            inside.setdefault(unit.inside(share.day), set()).add(name)
    found: Values = {
        "frames": frames, "seconds": {name: number / fps for name, number in frames.items()},
        "count": {name: round(count, 2) for name, count in counts.items()}, "drawings": drawings,
    }  # fmt: skip
    if unit.inside is not None:
        found["entries"] = {name: len(names) for name, names in inside.items()}
    return found
