"""What another tracker calls the memberships of teams, so that it can take them back by the same number."""

from collections.abc import Iterable
from typing import TypeVar

from chalicelib.refs import PersonId, ProjectId
from chalicelib.store import Collection, Record, Unique, reading
from chalicelib.store.reading import Key

R = TypeVar("R", bound=Record)


class ProjectConnection(Record, frozen=True, kw_only=True):
    """That the other tracker has somebody on a production's team, under a number of its own (`shotgun_id`)."""

    shotgun_id: int
    project_id: ProjectId
    person_id: PersonId


project_connections = Collection(
    ProjectConnection,
    home="project_connection",
    unique=[Unique("shotgun_id", lambda one: str(one.shotgun_id), "shotgun_id: another membership has this number")],
)


class TrackerNumber(Record, frozen=True, kw_only=True):
    """Which record (`record_id`) came from the other tracker's number `shotgun_id` of a kind."""

    kind: str
    shotgun_id: int
    record_id: str


tracker_numbers = Collection(TrackerNumber, home="tracker_number", sort=lambda one: _place(one.kind, one.shotgun_id))


def _place(kind: str, number: int) -> str:
    return f"{kind}#{number}"


def came_from(kind: str, numbers: Iterable[int | None]) -> dict[int, TrackerNumber]:
    """Return what came from these numbers of a kind, by the number. Costs one trip."""
    wanted = {one: Key(tracker_numbers.partition(), _place(kind, one)) for one in numbers if one is not None}
    items = reading.records(wanted.values())
    return {number: tracker_numbers.record(items[key]) for number, key in wanted.items() if key in items}


def record_of(of: Collection[R], kind: str, number: int | None) -> R | None:
    """Return the record that came from a number of a kind, None if there is none. Costs two trips, or three."""
    found = came_from(kind, [number])
    return of.find(found[number].record_id) if number is not None and number in found else None
