"""Tables of hours: how many minutes everybody has spent, by year, month, week or day."""

from typing import Annotated

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.planning import days
from chalicelib.planning.time_tables import rules
from chalicelib.planning.time_tables.found import Of, hours
from chalicelib.planning.time_tables.rules import Table
from chalicelib.web.filters import Query
from chalicelib.web.routes import Routes

routes = Routes(__name__)
Narrowed = Annotated[Query, Of]


@routes.get("/data/persons/time-spents/year-table", allow=access.signed_in)
def by_year(by: Actor, query: Narrowed) -> Table:
    """Everybody's minutes by year."""
    return rules.table(hours(by, days.EVER, query), rules.year)


@routes.get("/data/persons/time-spents/month-table/{year}", allow=access.signed_in)
def by_month(year: str, by: Actor, query: Narrowed) -> Table:
    """Everybody's minutes by month of a year."""
    return rules.table(hours(by, days.year(year), query), rules.month)


@routes.get("/data/persons/time-spents/week-table/{year}", allow=access.signed_in)
def by_week(year: str, by: Actor, query: Narrowed) -> Table:
    """Everybody's minutes by ISO week of a year's days."""
    return rules.table(hours(by, days.year(year), query), rules.week)


@routes.get("/data/persons/time-spents/day-table/{year}/{month}", allow=access.signed_in)
def by_day(year: str, month: str, by: Actor, query: Narrowed) -> Table:
    """Everybody's minutes by day of a month."""
    return rules.table(hours(by, days.month(year, month), query), rules.number)
