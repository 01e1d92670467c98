"""Operations of hours: booked on a task, or an administrator's plain records; lists of tasks and productions."""

from typing import Annotated, Any

import msgspec

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.changes import Changes
from chalicelib.entities.access import entity_access
from chalicelib.entities.entities.records import Entity
from chalicelib.people.persons.records import Person, persons
from chalicelib.planning import days, parents
from chalicelib.planning.access import check_formed, place_of
from chalicelib.planning.rows import types_of_tasks
from chalicelib.planning.time_spents import booking, rules
from chalicelib.planning.time_spents.listing import in_period
from chalicelib.planning.time_spents.records import Minutes, TimeSpent, of_production, of_task, of_tasks, time_spents
from chalicelib.planning.time_spents.views import by_person, plain, with_total
from chalicelib.projects.projects.records import Project
from chalicelib.store import gather
from chalicelib.tasks.access import task_access
from chalicelib.tasks.tasks.records import Task, of_entity, tasks
from chalicelib.web.answers import paged
from chalicelib.web.filters import Query
from chalicelib.web.queries import Fields, Page, Relations
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, listed, table
from chalicelib.web.table import create as table_create

routes = Routes(__name__)
Values = dict[str, Any]
DAY = "/actions/tasks/{task_id}/time-spents/{date}"
BOOKED = f"{DAY}/persons/{{person_id}}"


class Booked(msgspec.Struct):
    """How many minutes somebody worked."""

    duration: Minutes


def may_book(by: Actor, production: Production, project: Project, task: Task, person: Person) -> bool:
    """Allow people who have the task what is their own, managers the hours of those; bots where they take part."""
    if by.is_bot and not project.is_bot_collaboration_enabled:
        return False
    return rules.may_book(by, production, task, person.id)


def may_take_back(by: Actor, production: Production, task: Task, person: Person) -> bool:
    """Allow the same but no bots."""
    return not by.is_bot and rules.may_book(by, production, task, person.id)


def may_remove(by: Actor, production: Production, time_spent: TimeSpent, task: Task) -> bool:
    """Allow the same for hours that are named by their own id."""
    return not by.is_bot and rules.may_book(by, production, task, time_spent.person_id)


# The entity is loaded with its task: what a board shows of the task is kept beside it, and written with it.
@routes.post(BOOKED, allow=may_book, body_first=True, shows=TimeSpent)
def book(task: Task, entity: Entity, person: Person, date: str, body: Booked, changes: Changes) -> Values:
    """Set what somebody has spent on a task on a day."""
    return plain(booking.book(changes, task, person, days.day_of(date), body.duration))


@routes.post(f"{BOOKED}/add", allow=may_book, body_first=True, shows=TimeSpent)
def add(task: Task, entity: Entity, person: Person, date: str, body: Booked, changes: Changes) -> Values:
    """Add to what somebody has spent on a task on a day."""
    return plain(booking.book(changes, task, person, days.day_of(date), body.duration, more=True))


@routes.delete(BOOKED, allow=may_take_back, status=201)
def take_back(task: Task, entity: Entity, person: Person, date: str, changes: Changes) -> Values:
    """Take back what somebody has spent on a task on a day; answers it with a duration of 0."""
    return plain(booking.unbook(changes, task, person.id, days.day_of(date))) | {"duration": 0}


@routes.get("/actions/tasks/{task_id}/time-spents", allow=task_access, shows=dict[str, float | list[TimeSpent]])
def of_one_task(task: Task) -> Values:
    """What has been spent on a task, by person."""
    return with_total(of_task(task.id))


@routes.get(DAY, allow=task_access, shows=dict[str, float | list[TimeSpent]])
def of_one_day(task: Task, date: str) -> Values:
    """What was spent on a task on a day, by person."""
    day = days.day_of(date)
    return with_total([time for time in of_task(task.id) if time.date == day])


@routes.get("/data/entities/{entity_id}/time-spents", allow=entity_access, shows=list[TimeSpent])
def of_one_entity(entity: Entity) -> list[Values]:
    """What was spent on an entity's tasks, the last day first."""
    found = of_tasks(task.id for task in of_entity(entity.project_id, entity.id))
    return [plain(time) for time in sorted(found, key=lambda time: time.date, reverse=True)]


def team_but_clients(by: Actor, project: Project | None, project_id: str) -> bool:
    """Allow the production's team without its clients."""
    return access.team_but_clients(by, place_of(by, project, project_id))


def manager(by: Actor, project: Project | None, project_id: str) -> bool:
    """Allow the production's managers."""
    return access.manager(by, place_of(by, project, project_id))


@routes.get("/data/projects/{project_id}/time-spents", allow=team_but_clients, shows=list[TimeSpent])
def of_project(project_id: str) -> list[Values]:
    """What has been spent on a production's tasks."""
    return [plain(time) for time in of_production(project_id)]


@routes.get(
    "/data/projects/{project_id}/task-types/{task_type_id}/time-spents", allow=manager, shows=dict[str, list[TimeSpent]]
)
def of_task_type(project_id: str, task_type_id: str, query: Annotated[Query, days.AskedPeriod]) -> Values:
    """What was spent on a production's tasks of a type, by person, the last day first."""
    check_formed(task_type_id)
    period = days.asked_from_to(query)
    times, found = gather(lambda: of_production(project_id, *period), lambda: types_of_tasks(project_id))
    return by_person(reversed([time for time in times if found.get(time.task_id) == task_type_id]))


def _prepare(_changes: Changes, _by: Actor, values: Values, _old: TimeSpent | None) -> Values:
    values = {name: value for name, value in values.items() if name != "production_id"}
    task = tasks.find(str(values.get("task_id")))
    return values if task is None else values | {"production_id": task.project_id}


def _added(changes: Changes, _by: Actor, time: TimeSpent) -> TimeSpent:
    booking.resum(changes, time.task_id, new=[time])
    return time


def _changed(changes: Changes, _by: Actor, old: TimeSpent, new: TimeSpent) -> TimeSpent:
    booking.move(changes, old, new)
    return new


plain_table = table(
    routes, "/data/time-spents", time_spents, read=access.admin, write=access.admin,
    hooks=Hooks(prepare=_prepare, added=_added, changed=_changed), parents=parents.below("person_id", persons.all),
    without=["list", "create", "delete"],
)  # fmt: skip


@routes.get("/data/time-spents", allow=access.admin, shows=paged(TimeSpent))
def all_times(by: Actor, query: Annotated[Query, TimeSpent, days.AskedPeriod, Relations, Fields, Page]) -> Any:
    """All hours, or those of a period."""
    period = days.asked(query)
    return listed(plain_table, by, query) if period is None else in_period(period, query)


@routes.post("/data/time-spents", allow=access.admin, shows=TimeSpent)
def create(body: Any, by: Actor, changes: Changes) -> Values:
    """Keep somebody's hours on a task, which they need not have."""
    time = table_create(plain_table, changes, by, body)
    return plain(changes.add(time, under=changes.pending(Task, time.task_id)))


@routes.delete("/data/time-spents/{time_spent_id}", allow=may_remove, malformed=400)
def remove(time_spent: TimeSpent, task: Task, entity: Entity, changes: Changes) -> None:
    """Take hours back."""
    changes.remove(time_spent)
    changes.tell("time-spent:delete", time_spent_id=time_spent.id)
    rules.summed(changes, task, rules.instead(of_task(task.id), [time_spent.id]))
