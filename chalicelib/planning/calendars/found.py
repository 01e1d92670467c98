"""Whose days off somebody sees, and these."""

from collections.abc import Iterable

from chalicelib.access import MANAGER, SUPERVISOR, Actor
from chalicelib.people.persons.records import Person, persons
from chalicelib.planning.day_offs.records import DayOff, of_person
from chalicelib.planning.day_offs.rules import sight_of
from chalicelib.planning.day_offs.views import Values, all_shown
from chalicelib.planning.days import Period
from chalicelib.projects.projects.records import projects
from chalicelib.store import each


def touching(found: Iterable[DayOff], period: Period) -> list[DayOff]:
    """Return those days off of which a day lies in a period."""
    return [one for one in found if period.touches(one.date, one.end_date)]


def of_people(person_ids: Iterable[str], period: Period) -> dict[str, list[DayOff]]:
    """Return people's days off in a period, without those who have none. Costs a Query each, all at once."""
    ids = list(dict.fromkeys(person_ids))
    found = {one: touching(days, period) for one, days in zip(ids, each(of_person, ids), strict=True)}
    return {person_id: days for person_id, days in found.items() if days}


def seen_by(by: Actor, period: Period) -> list[Values]:
    """Return the days off in a period of everybody whose somebody may see. Costs two trips, three for planners."""
    people, places = _people(by)
    found = of_people(people, period)
    return [
        row
        for person_id, days in found.items()
        for row in all_shown(days, sight_of(by, people[person_id], places.get(person_id, ())))
    ]


def _people(by: Actor) -> tuple[dict[str, Person], dict[str, list[str]]]:
    """Return the people whose days off somebody might see, and on which of the caller's productions they are."""
    if by.is_admin:
        return {person.id: person for person in persons.all()}, {}
    planned = [place for place in by.standing.roles if by.role_in(place) in (MANAGER, SUPERVISOR)]
    places: dict[str, list[str]] = {by.id: []}
    for project in projects.many(planned).values():
        for person_id in project.team:
            places.setdefault(person_id, []).append(project.id)
    return persons.many(places), places
