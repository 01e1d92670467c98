"""Presence operations."""

from typing import Any

import msgspec

from chalicelib import access
from chalicelib.access import ADMIN, MANAGER, Actor
from chalicelib.changes import Changes
from chalicelib.people.persons.records import Person, persons
from chalicelib.people.presence import rules
from chalicelib.people.presence.records import DesktopLoginLog, desktop_login_logs
from chalicelib.store.reading import each
from chalicelib.web.filters import cut
from chalicelib.web.http import Answer
from chalicelib.web.routes import Routes

routes = Routes(__name__)


class LoggedIn(msgspec.Struct):
    """When somebody logged in; now where it isn't said."""

    date: str | None = None


def oneself_or_manager(by: Actor, person: Person) -> bool:
    """Allow managers, and people what is their own."""
    return by.role in (ADMIN, MANAGER) or by.id == person.id


def oneself_or_admin(by: Actor, person: Person) -> bool:
    """Allow admins, and people what is their own."""
    return by.is_admin or by.id == person.id


@routes.get("/data/persons/{person_id}/desktop-login-logs", allow=oneself_or_manager, shows=list[DesktopLoginLog])
def of_person(person: Person) -> list[dict[str, Any]]:
    """The person's log ins, the newest day first."""
    logs = sorted(desktop_login_logs.within(person.id), key=lambda log: log.date, reverse=True)
    return [cut(log, relations=True, shown=None) for log in logs]


@routes.post("/data/persons/{person_id}/desktop-login-logs", allow=oneself_or_admin, shows=DesktopLoginLog)
def log_in(person: Person, body: LoggedIn, changes: Changes) -> dict[str, Any]:
    """Note that somebody logged in on their desktop."""
    log = changes.add(DesktopLoginLog(person_id=person.id, date=rules.moment(body.date, changes.now)))
    if person.last_presence is None or log.date.date() > person.last_presence:
        changes.save(msgspec.structs.replace(person, last_presence=log.date.date()))
    changes.tell("person:update", person_id=person.id)
    return cut(log, relations=True, shown=None)


@routes.get("/data/persons/presence-logs/{month}", allow=access.admin)
def of_month(month: str) -> Answer:
    """The presence of all active people in a month, as CSV."""
    wanted = rules.month_of(month)
    people = rules.listed(persons.all())
    logs = each(lambda person: desktop_login_logs.within(person.id), people)
    text = rules.sheet(wanted, people, logs)
    return Answer(200, {"Content-Type": "text/csv; charset=utf-8"}, text.encode())
