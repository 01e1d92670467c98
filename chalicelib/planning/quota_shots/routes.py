"""The shots that count for a person's quota of a day, a week or a month."""

from typing import Any

import msgspec

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.entities.entities.records import Entity
from chalicelib.people.persons.records import Person
from chalicelib.planning import days
from chalicelib.planning.days import Period
from chalicelib.planning.quota_shots.found import Asked, shots_of
from chalicelib.planning.quotas.rules import DEFAULT, mode_of, zone_of
from chalicelib.web.routes import Routes

routes = Routes(__name__)
Values = dict[str, Any]
SHOTS = "/data/persons/{person_id}/quota-shots"


class Narrowed(msgspec.Struct):
    """How is counted, and in which production and of which task type."""

    count_mode: str = DEFAULT
    project_id: str | None = None
    task_type_id: str | None = None


def planner_or_oneself(by: Actor, production: Production, person: Person) -> bool:
    """Allow people what is their own, and planners what others did in their production, if they ask for that alone."""
    return by.id == person.id or access.supervisor(by, production)


@routes.get(
    f"{SHOTS}/day/{{year}}/{{month}}/{{day}}", allow=planner_or_oneself, production_in="query", shows=list[Entity]
)
def of_day(person: Person, year: str, month: str, day: str, query: Narrowed, by: Actor) -> list[Values]:
    """The shots of a day."""
    return _shots(by, person, query, days.day(year, month, day))


@routes.get(f"{SHOTS}/week/{{year}}/{{week}}", allow=planner_or_oneself, production_in="query", shows=list[Entity])
def of_week(person: Person, year: str, week: str, query: Narrowed, by: Actor) -> list[Values]:
    """The shots of an ISO week."""
    return _shots(by, person, query, days.week(year, week))


@routes.get(f"{SHOTS}/month/{{year}}/{{month}}", allow=planner_or_oneself, production_in="query", shows=list[Entity])
def of_month(person: Person, year: str, month: str, query: Narrowed, by: Actor) -> list[Values]:
    """The shots of a month."""
    return _shots(by, person, query, days.month(year, month))


def _shots(by: Actor, person: Person, query: Narrowed, period: Period) -> list[Values]:
    mode = mode_of(query.count_mode)
    asked = Asked(query.project_id or None, query.task_type_id or None, mode, period, zone_of(by))
    return shots_of(by, person.id, asked)
