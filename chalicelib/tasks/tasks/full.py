"""A task with everything around it: the page of one task shows it at once."""

from typing import Any

from msgspec.structs import replace

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.entities.access import hidden_from
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.entities.entities.views import plain
from chalicelib.entities.types.records import entity_types
from chalicelib.people.persons.records import Person, persons
from chalicelib.projects.projects.records import projects
from chalicelib.store import gather, reading
from chalicelib.tasks.access import seen_by
from chalicelib.tasks.statuses.records import task_statuses
from chalicelib.tasks.subscriptions.records import subscriptions
from chalicelib.tasks.tasks.records import Task
from chalicelib.tasks.types.records import task_types
from chalicelib.web.filters import cut

Values = dict[str, Any]
BELOW_SEQUENCES = ("Shot", "Scene")
# What a team need not know of each other; the fields stay, so that clients find them.
PRIVATE: Values = {"phone": None, "daily_salary": 0, "contract_type": "open-ended"}


def full(by: Actor, task: Task, entity: Entity) -> Values:
    """Return a task with its entity, types, people and production. Costs two trips, three below an episode."""
    own = seen_by(by, task)
    people = {*own.assignees, own.assigner_id} - {None}
    around, found, (hidden, followed), places = gather(
        lambda: _around(task, entity),
        lambda: persons.many(one for one in people if one),
        lambda: (hidden_from(by, task.project_id), _follows(by, task)),
        lambda: _places(entity),
    )
    shown = cut(own, relations=True, shown=None) | around
    shown["entity"] = plain(entity, hidden) | {"type": "Entity"}
    shown["is_subscribed"] = followed
    shown["persons"] = [_person(by, task, found[one], relations=False) for one in own.assignees if one in found]
    if own.assigner_id in found:
        shown["assigner"] = _person(by, task, found[own.assigner_id], relations=True)
    return shown | {name: plain(place, hidden) for name, place in places.items()}


def _around(task: Task, entity: Entity) -> Values:
    """Return what the task names, each under its kind's name."""
    project, task_type, status, entity_type = gather(
        lambda: projects.get(task.project_id),
        lambda: task_types.get(task.task_type_id),
        lambda: task_statuses.find(task.task_status_id or ""),
        lambda: entity_types.get(entity.entity_type_id),
    )
    found = {"project": project, "task_type": task_type, "task_status": status, "entity_type": entity_type}
    return {name: record and cut(record, relations=False, shown=None) for name, record in found.items()}


def _follows(by: Actor, task: Task) -> bool:
    return reading.holder(subscriptions.unique_name("followed", f"{by.id}#task#{task.id}")) is not None


def _places(entity: Entity) -> dict[str, Entity]:
    """Return the sequence and the episode in which an entity lies, as far as there are such."""
    sequence = entity if entity.type == "Sequence" else None
    if entity.type in BELOW_SEQUENCES and entity.parent_id is not None:
        sequence = entities.find(entity.parent_id)
    if sequence is None:
        return {}
    episode = entities.find(sequence.parent_id) if sequence.parent_id else None
    return {"sequence": sequence} | ({"episode": episode} if episode else {})


def _person(by: Actor, task: Task, person: Person, *, relations: bool) -> Values:
    if by.role_in(task.project_id) not in (access.ADMIN, access.MANAGER):
        person = replace(person, **PRIVATE)
    return cut(person, relations=relations, shown=None)
