"""Takes back the hours that somebody booked on days that they have off."""

from collections.abc import Sequence

from chalicelib.changes import Changes
from chalicelib.planning.day_offs.records import DayOff
from chalicelib.planning.time_spents.booking import IN_ONE_COMMIT, forget
from chalicelib.planning.time_spents.records import TimeSpent, of_person, time_spents
from chalicelib.store import work


def clear(changes: Changes, day_off: DayOff) -> None:
    """Take the hours back that lie in days off: few in this commit, many in parts before it. Costs three trips."""
    times = of_person(day_off.person_id, day_off.date, day_off.end_date)
    if len(times) <= IN_ONE_COMMIT:
        forget(changes, times)
    else:
        work.in_parts([time.id for time in times], IN_ONE_COMMIT, _forget, changes.by)


def _forget(changes: Changes, ids: Sequence[str]) -> list[TimeSpent]:
    return forget(changes, list(time_spents.many(ids).values()))
