"""Subscription operations."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.changes import Changes
from chalicelib.entities.access import entity_access
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.entities.entities.records import Sequence as SequenceEntity
from chalicelib.errors import Forbidden, NotFound, NotStored
from chalicelib.people.persons.records import persons, standings
from chalicelib.projects.projects.records import Project
from chalicelib.store import gather, work
from chalicelib.store.ids import well_formed
from chalicelib.tasks.access import task_access
from chalicelib.tasks.subscriptions import rules
from chalicelib.tasks.subscriptions.records import Subscription, of_tasks, subscriptions
from chalicelib.tasks.tasks.records import Task, tasks
from chalicelib.tasks.types.records import TaskType
from chalicelib.web.filters import Query
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table

routes = Routes(__name__)
PART = 20  # subscriptions of one commit: each is four writes


class TaskIds(msgspec.Struct):
    """Some tasks."""

    task_ids: Annotated[list[str], Meta(min_length=1)]


def _counted(changes: Changes, _by: Actor, subscription: Subscription) -> Subscription:
    rules.count(changes, standings.get(subscription.person_id))
    return subscription


def _changed(changes: Changes, by: Actor, old: Subscription, new: Subscription) -> Subscription:
    if new.person_id != old.person_id:
        raise NotStored("person_id: a subscription stays its person's")
    return _counted(changes, by, new)


def _removed(changes: Changes, by: Actor, subscription: Subscription, _force: bool) -> None:
    _counted(changes, by, subscription)


def _people(_by: Actor, query: Query) -> Iterable[str]:
    asked = query.get("person_id", [""])[0]
    return [asked] if well_formed(asked) else [person.id for person in persons.all()]


table(
    routes, "/data/subscriptions", subscriptions, read=access.admin, write=access.admin, parents=_people,
    hooks=Hooks(added=_counted, changed=_changed, removed=_removed),
)  # fmt: skip


@routes.get("/data/user/tasks/{task_id}/subscribed", allow=access.signed_in)
def follows_task(task_id: str, by: Actor) -> bool:
    """Whether the caller follows the task; an unknown one nobody follows."""
    return _follows(Subscription(person_id=by.id, task_id=task_id))


@routes.get("/data/user/sequences/{entity_id}/task-types/{task_type_id}/subscribed", allow=access.signed_in)
def follows_type(entity_id: str, task_type_id: str, by: Actor) -> bool:
    """Whether the caller follows all tasks of the type in the sequence."""
    return _follows(Subscription(person_id=by.id, entity_id=entity_id, task_type_id=task_type_id))


routes.add(
    "GET", "/data/user/entities/{entity_id}/task-types/{task_type_id}/subscribed", follows_type, access.signed_in
)


@routes.post("/actions/user/tasks/{task_id}/subscribe", allow=task_access)
def follow_task(task: Task, by: Actor, changes: Changes) -> Subscription:
    """Follow a task; twice is once."""
    return _subscribed(changes, by, [Subscription(person_id=by.id, task_id=task.id)])[0]


@routes.delete("/actions/user/tasks/{task_id}/unsubscribe", allow=access.signed_in)
def leave_task(task_id: str, by: Actor, changes: Changes) -> None:
    """Follow the task no more."""
    _unsubscribed(changes, by, [Subscription(person_id=by.id, task_id=task_id)])


@routes.post("/actions/user/tasks/subscribe", allow=access.signed_in)
def follow_tasks(body: TaskIds, by: Actor) -> list[Subscription]:
    """Follow several tasks; nothing happens when one of them is unknown or not to be seen."""
    _check_access(by, body.task_ids)
    wanted = [Subscription(person_id=by.id, task_id=task_id) for task_id in dict.fromkeys(body.task_ids)]
    return work.in_parts(wanted, PART, lambda changes, part: _subscribed(changes, by, part), by.id)


@routes.post("/actions/user/tasks/unsubscribe", allow=access.signed_in, status=200)
def leave_tasks(body: TaskIds, by: Actor) -> list[str]:
    """Follow several tasks no more."""
    ended = [Subscription(person_id=by.id, task_id=task_id) for task_id in dict.fromkeys(body.task_ids)]
    work.in_parts(ended, PART, lambda changes, part: _unsubscribed(changes, by, part), by.id)
    return body.task_ids


@routes.post("/actions/user/sequences/{entity_id}/task-types/{task_type_id}/subscribe", allow=entity_access)
def follow_type(entity: SequenceEntity, task_type: TaskType, by: Actor, changes: Changes) -> Subscription:
    """Follow all tasks of a type in a sequence."""
    wanted = Subscription(person_id=by.id, entity_id=entity.id, task_type_id=task_type.id)
    return _subscribed(changes, by, [wanted])[0]


@routes.delete("/actions/user/sequences/{entity_id}/task-types/{task_type_id}/unsubscribe", allow=access.signed_in)
def leave_type(entity_id: str, task_type_id: str, by: Actor, changes: Changes) -> None:
    """Follow the type in the sequence no more."""
    _unsubscribed(changes, by, [Subscription(person_id=by.id, entity_id=entity_id, task_type_id=task_type_id)])


@routes.get("/data/projects/{project_id}/subscriptions", allow=access.admin)
def of_production(project: Project) -> list[Subscription]:
    """All subscriptions to the production's tasks."""
    return of_tasks([task.id for task in tasks.within(project.id)])


def _follows(wanted: Subscription) -> bool:
    return rules.find(subscriptions.within(wanted.person_id), wanted) is not None


def _subscribed(changes: Changes, by: Actor, wanted: Sequence[Subscription]) -> list[Subscription]:
    standing, own = gather(lambda: standings.get(by.id), lambda: subscriptions.within(by.id))
    return rules.subscribe(changes, standing, own, list(wanted))


def _unsubscribed(changes: Changes, by: Actor, ended: Sequence[Subscription]) -> list[Any]:
    standing, own = gather(lambda: standings.get(by.id), lambda: subscriptions.within(by.id))
    rules.unsubscribe(changes, standing, [one for wanted in ended if (one := rules.find(own, wanted)) is not None])
    return []


def _check_access(by: Actor, task_ids: list[str]) -> None:
    """Refuse tasks that the caller may not see. Raises NotFound, Forbidden."""
    found = tasks.many(task_ids)
    for task_id in task_ids:
        if task_id not in found:
            raise NotFound(f"there is no task {task_id}")
    shown: dict[str, Entity] = entities.many({task.entity_id for task in found.values()})
    for task in found.values():
        if not task_access(by, Production(task.project_id), task, shown[task.entity_id]):
            raise Forbidden("you may not see one of these tasks")
