"""The operations that show the work of people."""

from typing import Annotated, Any

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.errors import Forbidden
from chalicelib.people.persons.records import Person, persons
from chalicelib.projects.projects.records import projects
from chalicelib.projects.statuses.records import OPEN, project_statuses
from chalicelib.store import each, gather
from chalicelib.tasks.access import SeenTask, seen_by
from chalicelib.tasks.people import rules
from chalicelib.tasks.people.found import related_to, work_of
from chalicelib.tasks.tasks.records import Task, tasks
from chalicelib.web import filters
from chalicelib.web.filters import Query, cut
from chalicelib.web.queries import OfProduction
from chalicelib.web.routes import Routes

routes = Routes(__name__)

Values = dict[str, Any]
PLANNERS = (access.ADMIN, access.MANAGER, access.SUPERVISOR)


def may_look(by: Actor, person: Person) -> bool:
    """Allow people, but no bots; vendors only what is their own."""
    return not by.is_bot and (by.role != access.VENDOR or by.id == person.id)


def planner(by: Actor) -> bool:
    """Allow supervisors and those above."""
    return by.role in PLANNERS


@routes.get("/data/persons/{person_id}/tasks", allow=may_look, shows=list[SeenTask])
def tasks_of(person: Person, by: Actor) -> list[Values]:
    """What somebody still has to do; clients and vendors see nothing of it."""
    return [] if _sees_nothing(by) else work_of(by, person.id, done=False)


@routes.get("/data/persons/{person_id}/done-tasks", allow=may_look, shows=list[SeenTask])
def done_tasks_of(person: Person, by: Actor) -> list[Values]:
    """What somebody has done, the last first."""
    return [] if _sees_nothing(by) else rules.newest_done_first(work_of(by, person.id, done=True))


@routes.get("/data/persons/{person_id}/related-tasks/{task_type_id}", allow=may_look, shows=list[SeenTask])
def related_tasks(person: Person, task_type_id: str, by: Actor) -> list[Values]:
    """The tasks of a type on all entities on which somebody has a task."""
    found = [] if by.role == access.CLIENT else related_to(by, person.id, task_type_id)
    return [cut(seen_by(by, one), relations=False, shown=None) for one in found]


@routes.get("/data/persons/task-dates", allow=planner, shows=list[rules.TaskDates])
def task_dates(by: Actor, query: Annotated[Query, OfProduction]) -> list[Values]:
    """From when until when each person has work, and when other productions keep them busy."""
    # An empty production is none, so it can't be the one that `allow` is judged on.
    asked = filters.asked_id(query, "project_id") if query.get("project_id", [""])[0] else None
    if asked is not None and not by.on_team(asked):
        raise Forbidden("you are not on this production")
    people, places = gather(persons.all, lambda: [asked] if asked else _open_ones())
    found = [task for of_place in each(tasks.within, places) for task in of_place]
    own: dict[str, list[Task]] = {}
    elsewhere: dict[str, list[Task]] = {}
    for task in found:
        for person_id in task.assignees:
            (own if by.on_team(task.project_id) else elsewhere).setdefault(person_id, []).append(task)
    return [
        rules.dates_of(person.id, own.get(person.id, ()), elsewhere.get(person.id, ()))
        for person in people
        if person.active and (person.id in own or person.id in elsewhere)
    ]


def _open_ones() -> list[str]:
    """Return the ids of all open productions. Costs two Queries at once."""
    found, statuses = gather(projects.all, project_statuses.all)
    is_open = {status.id for status in statuses if status.name == OPEN}
    return [one.id for one in found if one.project_status_id in is_open]


def _sees_nothing(by: Actor) -> bool:
    return by.role in (access.CLIENT, access.VENDOR)
