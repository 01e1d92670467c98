"""The operations that show the open tasks of all productions that somebody is on."""

import datetime as dt
from typing import Annotated, Any, NamedTuple

from msgspec import Struct

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.entities.entities.records import entities
from chalicelib.errors import BreaksRule
from chalicelib.people.persons.records import persons
from chalicelib.refs import DepartmentId, StudioId, TaskStatusId, TaskTypeId
from chalicelib.store import each, gather
from chalicelib.store.ids import well_formed
from chalicelib.store.records import moment_of
from chalicelib.tasks.access import seen_by
from chalicelib.tasks.open_tasks import rules
from chalicelib.tasks.open_tasks.rules import UNASSIGNED, Asked
from chalicelib.tasks.tasks import around
from chalicelib.tasks.tasks.around import Around
from chalicelib.tasks.tasks.described import described
from chalicelib.tasks.tasks.places import open_productions
from chalicelib.tasks.tasks.records import Task, tasks
from chalicelib.web import filters
from chalicelib.web.filters import Query
from chalicelib.web.queries import OfProduction, Page
from chalicelib.web.routes import Routes

routes = Routes(__name__)

Values = dict[str, Any]


class Found(NamedTuple):
    """The open tasks that were asked for, and what is around them."""

    tasks: list[Task]
    around: Around


class Filters(Struct):
    """What open tasks can be narrowed by; `person_id` may be several, with commas, or "unassigned"."""

    task_type_id: TaskTypeId | None = None
    task_status_id: TaskStatusId | None = None
    person_id: str | None = None
    studio_id: StudioId | None = None
    department_id: DepartmentId | None = None
    start_date: dt.datetime | None = None
    due_date: dt.datetime | None = None
    priority: int | None = None


Narrowed = Annotated[Query, Filters, OfProduction]


def on_team(by: Actor, production: Production) -> bool:
    """Allow everybody; of a production that is named only its team."""
    return not production or by.on_team(production)


@routes.get("/data/tasks/open-tasks", allow=on_team, production_in="query", shows=rules.OpenPage)
def page(by: Actor, query: Annotated[Query, Filters, OfProduction, Page]) -> Values:
    """A page of open tasks, with the figures of all that were asked for."""
    number, limit = filters.number(query, "page", 1), filters.limit_of(query)
    found = _found(by, query)
    ordered = sorted(found.tasks, key=rules.order_in(found.around))
    shown = ordered[max(number - 1, 0) * limit : number * limit] if number > 0 else []
    return {
        "data": [described(by, task, found.around, "") for task in shown],
        "stats": rules.stats_of(ordered),
        "limit": limit,
        "is_more": len(ordered) > number * limit,
        "page": number,
    }


@routes.get("/data/tasks/open-tasks/stats", allow=on_team, production_in="query", shows=dict[str, rules.Progress])
def stats(by: Actor, query: Narrowed) -> dict[str, Values]:
    """How far each production is, by task type and status."""
    found = _found(by, query)
    return rules.stats_by_production(found.tasks, found.around.types)


@routes.get("/data/tasks/open-tasks/burndown", allow=on_team, production_in="query", shows=rules.Burndown)
def burndown(by: Actor, query: Narrowed) -> Values:
    """How much of the work was done on each day."""
    found = _found(by, query)
    places = {task.project_id for task in found.tasks}
    productions = [one for one in found.around.projects.values() if one.id in places]
    return rules.burndown_of(found.tasks, productions, found.around.types)


def _found(by: Actor, query: Query) -> Found:
    """Return what a query string asks for. Costs two trips, and two Query chains a production, all at once."""
    project_id = filters.asked_id(query, "project_id")
    asked, productions, types = gather(lambda: _asked(query), lambda: open_productions(by, project_id), around.types)
    of_places, places, hidden = gather(
        lambda: each(tasks.within, productions),
        lambda: each(entities.within, productions),
        lambda: around.hidden_in(by, productions),
    )
    by_id = {entity.id: entity for of_place in places for entity in of_place}
    beside = Around(types, productions, by_id, hidden)
    # What is blank for a client is not counted for them either.
    seen = [seen_by(by, task) for of_place in of_places for task in of_place if _sees(by, task)]
    return Found([task for task in seen if rules.is_asked_for(task, asked, beside)], beside)


def _sees(by: Actor, task: Task) -> bool:
    return by.role_in(task.project_id) != access.VENDOR or by.id in task.assignees


def _asked(query: Query) -> Asked:
    """Return the filters of a query string. Raises BreaksRule."""
    return Asked(
        filters.asked_id(query, "task_type_id"),
        filters.asked_id(query, "task_status_id"),
        _people(query.get("person_id", [""])[0]),
        _members(filters.asked_id(query, "studio_id"), filters.asked_id(query, "department_id")),
        _moment(query, "start_date"),
        _moment(query, "due_date"),
        filters.number(query, "priority", 0) if "priority" in query else None,
    )


def _people(text: str) -> frozenset[str] | None:
    if not text:
        return None
    if text == UNASSIGNED:
        return frozenset()
    ids = text.split(",")
    if not all(well_formed(one) for one in ids):
        raise BreaksRule(f"person_id: {text!r} is no list of ids")
    return frozenset(ids)


def _members(studio_id: str | None, department_id: str | None) -> frozenset[str] | None:
    """Return who is of a studio and a department, None where neither is asked for. Costs one Query then."""
    if studio_id is None and department_id is None:
        return None
    return frozenset(
        person.id
        for person in persons.all()
        if studio_id in (None, person.studio_id) and (department_id is None or department_id in person.departments)
    )


def _moment(query: Query, name: str) -> Any:
    if name not in query:
        return None
    try:
        return moment_of(query[name][0])
    except ValueError as error:
        raise BreaksRule(f"{name}: {error}") from None
