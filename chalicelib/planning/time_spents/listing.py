"""The administrator's list of all hours in a period: of each person only what lies in it is read."""

from typing import Any

from chalicelib.people.persons.records import persons
from chalicelib.planning import parents
from chalicelib.planning.days import Period
from chalicelib.planning.time_spents.records import TimeSpent, items_of_person, time_spents
from chalicelib.store import each
from chalicelib.web import filters
from chalicelib.web.filters import Query, cut

Values = dict[str, Any]


def in_period(period: Period, query: Query) -> list[Values] | Values:
    """Return the hours of a period that fit the filters, or a page of them, the last changed first."""
    tests = filters.criteria_of(TimeSpent, query)
    chosen = parents.asked(query, "person_id")
    people = [person.id for person in persons.all()] if chosen is None else chosen
    items = [item for found in each(lambda one: items_of_person(one, *period), people) for item in found]
    if "page" in query:
        items.sort(key=lambda item: item.updated_at, reverse=True)
    found = [time_spents.record(item) for item in items]
    rows = [
        cut(time, relations=False, shown=filters.only(query))
        for time in found
        if all(test(getattr(time, name)) for name, test in tests.items())
    ]
    return filters.page_of(rows, query) if "page" in query else rows
