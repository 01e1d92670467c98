"""Lists of days off: of a person, of a production's team, of everybody whom one plans."""

from typing import Annotated, Any

from chalicelib import access
from chalicelib.access import ADMIN, MANAGER, Actor
from chalicelib.people.persons.records import Person
from chalicelib.planning import days
from chalicelib.planning.calendars.found import of_people, seen_by, touching
from chalicelib.planning.day_offs.records import DayOff, of_person
from chalicelib.planning.day_offs.rules import Sight
from chalicelib.planning.day_offs.views import all_shown, shown, sight
from chalicelib.planning.days import EVER, Period
from chalicelib.projects.projects.records import Project
from chalicelib.store import gather
from chalicelib.web.filters import Query
from chalicelib.web.routes import Routes

routes = Routes(__name__)
Values = dict[str, Any]
PERSON = "/data/persons/{person_id}/day-offs"


def _of(by: Actor, person: Person, period: Period) -> list[Values]:
    seen, found = gather(lambda: sight(by, person), lambda: of_person(person.id))
    return all_shown(touching(found, period), seen)


@routes.get(PERSON, allow=access.signed_in, shows=list[DayOff])
def all_of(person: Person, by: Actor) -> list[Values]:
    """All of a person's days off."""
    return _of(by, person, EVER)


@routes.get(f"{PERSON}/week/{{year}}/{{week}}", allow=access.signed_in, shows=list[DayOff])
def of_week(person: Person, year: str, week: str, by: Actor) -> list[Values]:
    """A person's days off that touch an ISO week."""
    return _of(by, person, days.week(year, week))


@routes.get(f"{PERSON}/month/{{year}}/{{month}}", allow=access.signed_in, shows=list[DayOff])
def of_month(person: Person, year: str, month: str, by: Actor) -> list[Values]:
    """A person's days off that touch a month."""
    return _of(by, person, days.month(year, month))


@routes.get(f"{PERSON}/year/{{year}}", allow=access.signed_in, shows=list[DayOff])
def of_year(person: Person, year: str, by: Actor) -> list[Values]:
    """A person's days off that touch a year."""
    return _of(by, person, days.year(year))


@routes.get(f"{PERSON}/{{date}}", allow=access.signed_in)
def of_day(person: Person, date: str, by: Actor) -> Values:
    """A person's days off of which this day is one; an empty object for a working day."""
    day = days.day_of(date)
    return next(iter(_of(by, person, Period(day, day))), {})


@routes.get("/data/user/day-offs/{date}", allow=access.signed_in)
def own(date: str, by: Actor) -> Values:
    """The caller's days off of which this day is one."""
    day = days.day_of(date)
    return next((shown(one, Sight.WHOLE) for one in touching(of_person(by.id), Period(day, day))), {})


@routes.get("/data/persons/day-offs/{year}", allow=access.signed_in, shows=list[DayOff])
def of_everybody_in_year(year: str, by: Actor) -> list[Values]:
    """The days off in a year of everybody whose the caller may see."""
    return seen_by(by, days.year(year))


@routes.get("/data/persons/day-offs/{year}/{month}", allow=access.signed_in, shows=list[DayOff])
def of_everybody_in_month(year: str, month: str, by: Actor) -> list[Values]:
    """The days off in a month of everybody whose the caller may see."""
    return seen_by(by, days.month(year, month))


@routes.get("/data/projects/{project_id}/day-offs", allow=access.studio_team, shows=dict[str, list[DayOff]])
def of_team(project: Project, by: Actor, query: Annotated[Query, days.AskedPeriod]) -> dict[str, list[Values]]:
    """The days off of a production's team, by person; why, only managers and the person read."""
    found = of_people(project.team, days.asked_from_to(query))
    whole = by.role_in(project.id) in (ADMIN, MANAGER)
    return {
        person_id: all_shown(theirs, Sight.WHOLE if whole or person_id == by.id else Sight.DAYS)
        for person_id, theirs in found.items()
    }
