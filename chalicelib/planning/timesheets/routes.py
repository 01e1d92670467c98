"""Timesheets: a person's hours, as they were booked or as a row for each task."""

from typing import Annotated, Any

from msgspec import Struct

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.people.persons.records import Person
from chalicelib.planning import days
from chalicelib.planning.days import Period
from chalicelib.planning.time_spents.records import TimeSpent, at, of_person
from chalicelib.planning.time_spents.views import plain
from chalicelib.planning.timesheets.found import listed, sheet, with_types
from chalicelib.planning.timesheets.rules import scope_of_person
from chalicelib.tasks.tasks.records import Task
from chalicelib.web.filters import Query, asked_id
from chalicelib.web.queries import OfProduction
from chalicelib.web.routes import Routes

routes = Routes(__name__)
Values = dict[str, Any]
PERSON = "/data/persons/{person_id}/time-spents"
Narrowed = Annotated[Query, OfProduction]


class Row(Struct):
    """What somebody has spent on a task in a period, in minutes."""

    task_id: str
    task_type_id: str
    project_id: str
    project_name: str
    entity_name: str
    entity_type_name: str | None
    sequence_name: str | None
    episode_name: str | None
    duration: float


def oneself_or_admin(by: Actor, person: Person) -> bool:
    """Allow administrators, and people what is their own."""
    return by.is_admin or by.id == person.id


@routes.get("/data/user/tasks/{task_id}/time-spents/{date}", allow=access.signed_in, shows=TimeSpent)
def own_of_task(task: Task, date: str, by: Actor) -> Values | None:
    """What the caller spent on a task on a day, null for nothing."""
    time = at(by.id, days.day_of(date), task.id)
    return None if time is None else plain(time)


@routes.get("/data/user/time-spents/{date}", allow=access.signed_in, shows=list[TimeSpent])
def own_of_day(date: str, by: Actor) -> list[Values]:
    """The caller's hours on a day."""
    day = days.day_of(date)
    return [plain(time) for time in of_person(by.id, day, day)]


@routes.get("/data/user/time-spents", allow=access.signed_in, shows=list[TimeSpent])
def own(by: Actor, query: Annotated[Query, days.AskedPeriod]) -> list[Values]:
    """The caller's hours in a period."""
    return with_types(by.id, scope_of_person(by, by.id), days.asked(query))


@routes.get(PERSON, allow=access.signed_in, shows=list[TimeSpent])
def of_period(person: Person, by: Actor, query: Annotated[Query, days.AskedPeriod]) -> list[Values]:
    """A person's hours in a period."""
    return with_types(person.id, scope_of_person(by, person.id), days.asked(query))


@routes.get(f"{PERSON}/{{date}}", allow=access.signed_in, shows=list[TimeSpent])
def of_one_day(person: Person, date: str, by: Actor) -> list[Values]:
    """A person's hours on a day."""
    day = days.day_of(date)
    return listed(person.id, scope_of_person(by, person.id), Period(day, day))


@routes.get(f"{PERSON}/month/all/{{year}}/{{month}}", allow=oneself_or_admin, shows=list[TimeSpent])
def of_whole_month(person: Person, year: str, month: str, by: Actor) -> list[Values]:
    """A person's hours in a month as they were booked."""
    return listed(person.id, scope_of_person(by, person.id), days.month(year, month))


@routes.get(f"{PERSON}/day/{{year}}/{{month}}/{{day}}", allow=access.signed_in, shows=list[Row])
def of_day(person: Person, year: str, month: str, day: str, by: Actor, query: Narrowed) -> list[Values]:
    """A person's tasks of a day."""
    return _sheet(by, person, days.day(year, month, day), query)


@routes.get(f"{PERSON}/week/{{year}}/{{week}}", allow=access.signed_in, shows=list[Row])
def of_week(person: Person, year: str, week: str, by: Actor, query: Narrowed) -> list[Values]:
    """A person's tasks of an ISO week."""
    return _sheet(by, person, days.week(year, week), query)


@routes.get(f"{PERSON}/month/{{year}}/{{month}}", allow=access.signed_in, shows=list[Row])
def of_month(person: Person, year: str, month: str, by: Actor, query: Narrowed) -> list[Values]:
    """A person's tasks of a month."""
    return _sheet(by, person, days.month(year, month), query)


@routes.get(f"{PERSON}/year/{{year}}", allow=access.signed_in, shows=list[Row])
def of_year(person: Person, year: str, by: Actor, query: Narrowed) -> list[Values]:
    """A person's tasks of a year."""
    return _sheet(by, person, days.year(year), query)


def _sheet(by: Actor, person: Person, period: Period, query: Query) -> list[Values]:
    return sheet(person.id, scope_of_person(by, person.id, asked_id(query, "project_id")), period)
