"""How hours are shown."""

from collections.abc import Iterable
from typing import Any

from chalicelib.planning.time_spents.records import TimeSpent
from chalicelib.web.filters import cut

Values = dict[str, Any]


def plain(time: TimeSpent) -> Values:
    """Return one time as clients get it."""
    return cut(time, relations=False, shown=None)


def by_person(times: Iterable[TimeSpent]) -> dict[str, list[Values]]:
    """Return times in lists, one for each person, in their order."""
    found: dict[str, list[Values]] = {}
    for time in times:
        found.setdefault(time.person_id, []).append(plain(time))
    return found


def with_total(times: list[TimeSpent]) -> Values:
    """Return times by person, and the minutes of all."""
    return {"total": sum(time.duration for time in times)} | by_person(times)
