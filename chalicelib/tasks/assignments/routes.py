"""The operations that give tasks to people."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import Forbidden
from chalicelib.people.persons.records import Person, persons, standings
from chalicelib.projects.projects.records import Project, projects
from chalicelib.projects.team.rules import join
from chalicelib.store import gather, work
from chalicelib.store.records import NonEmpty
from chalicelib.tasks.assignments import rules
from chalicelib.tasks.tasks.records import Task, tasks
from chalicelib.tasks.types.records import TaskType, task_types
from chalicelib.web.filters import cut
from chalicelib.web.http import Answer, json_answer
from chalicelib.web.routes import Routes

routes = Routes(__name__)

Ids = Annotated[list[str], Meta(min_length=1)]
Values = dict[str, Any]
IN_ONE_COMMIT = 12  # record, row, link, notification with its address and link: 6 operations a task, beside the team's


class Assignee(msgspec.Struct):
    """Who gets the task."""

    person_id: NonEmpty


class Cleared(msgspec.Struct):
    """The tasks that somebody, or everybody, is taken off."""

    task_ids: Ids
    person_id: str | None = None


class Given(msgspec.Struct):
    """The tasks that somebody gets."""

    task_ids: Ids


@routes.put("/actions/tasks/{task_id}/assign", allow=access.team, shows=Task)
def assign(
    task: Task, project: Project, task_type: TaskType, body: Assignee, by: Actor, changes: Changes
) -> Values | Answer:
    """Give a task to somebody, who joins the team and is told."""
    person, standing = gather(lambda: persons.find(body.person_id), lambda: standings.find(body.person_id))
    if person is None or standing is None:
        return _nobody(body.person_id)
    if not rules.may_assign(by, project, task_type, person):
        raise Forbidden("you may not give this task to this person")
    join(changes, project, standing)
    return cut(rules.assign(changes, task, person.id), relations=True, shown=None)


@routes.put("/actions/tasks/clear-assignation", allow=access.signed_in)
def clear(body: Cleared, by: Actor) -> list[str]:
    """Take somebody, or everybody, off tasks; those that the caller may not touch are passed over."""

    def off(changes: Changes, ids: Sequence[str]) -> list[str]:
        found, types = _with_types(ids)
        own = [one for one in found if rules.may_clear(by, one, types[one.task_type_id], body.person_id)]
        return [rules.clear(changes, one, body.person_id).id for one in own]

    return work.in_parts([*dict.fromkeys(body.task_ids)], IN_ONE_COMMIT, off, by.id)


@routes.put("/actions/persons/{person_id}/assign", allow=access.signed_in, shows=list[Task])
def assign_many(person_id: str, body: Given, by: Actor) -> list[Values] | Answer:
    """Give tasks to somebody; those that the caller may not give are passed over."""
    person = persons.find(person_id)
    if person is None:
        return _nobody(person_id)

    def give(changes: Changes, ids: Sequence[str]) -> list[Task]:
        return _give(changes, by, person, ids)

    given = work.in_parts([*dict.fromkeys(body.task_ids)], IN_ONE_COMMIT, give, by.id)
    return [cut(one, relations=True, shown=None) for one in given]


def _give(changes: Changes, by: Actor, person: Person, ids: Iterable[str]) -> list[Task]:
    (found, types), standing = gather(lambda: _with_types(ids), lambda: standings.get(person.id))
    places = projects.many({one.project_id for one in found})
    own = [one for one in found if rules.may_assign(by, places[one.project_id], types[one.task_type_id], person)]
    for project_id in dict.fromkeys(one.project_id for one in own):
        join(changes, places[project_id], standing)
    return [rules.assign(changes, one, person.id) for one in own]


def _with_types(ids: Iterable[str]) -> tuple[list[Task], dict[str, TaskType]]:
    """Return tasks, and all task types by id. Costs two trips."""
    found, types = gather(lambda: tasks.many(ids), task_types.all)
    return list(found.values()), {one.id: one for one in types}


def _nobody(person_id: str) -> Answer:
    """Return the answer for somebody who isn't there, in the shape that clients know of these two operations."""
    return json_answer(400, {"error": f"there is no person {person_id}"})
