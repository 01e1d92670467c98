"""Subscriptions: whose comments a person wants to hear of without being assigned."""

from collections.abc import Iterable

import msgspec

from chalicelib.refs import EntityId, PersonId, TaskId, TaskTypeId
from chalicelib.store import Collection, Record, Unique, reading


class Subscription(Record, frozen=True, kw_only=True):
    """A person's subscription to a task, or to all tasks of a type in a sequence (`entity_id`)."""

    person_id: PersonId
    task_id: TaskId | None = None
    entity_id: EntityId | None = None
    task_type_id: TaskTypeId | None = None


def followed(subscription: Subscription) -> str:
    """Return what a subscription follows, as a name for keys."""
    if subscription.task_id is not None:
        return f"task#{subscription.task_id}"
    return f"sequence#{subscription.entity_id}#{subscription.task_type_id}"


subscriptions = Collection(
    Subscription,
    within="person_id",
    unique=[Unique("followed", lambda s: f"{s.person_id}#{followed(s)}", "the person has subscribed already")],
    links=lambda s: {(f"followers#{followed(s)}", s.person_id): s.id},
)


def tasks_of(person_id: str) -> set[str]:
    """Return the ids of the tasks that a person has subscribed to. Costs one Query."""
    return {s.task_id for s in subscriptions.within(person_id) if s.task_id is not None}


def followers(task_id: str, sequence_id: str | None, task_type_id: str) -> set[str]:
    """Return the ids of those who follow a task, or its type in its sequence. Costs two Queries at once."""
    sources = [f"followers#task#{task_id}"]
    if sequence_id is not None:
        sources.append(f"followers#sequence#{sequence_id}#{task_type_id}")
    found = reading.each(reading.links, sources)
    return {link.target for links in found for link in links}


def of_followed(names: Iterable[str]) -> list[Subscription]:
    """Return all subscriptions to what has these names. Costs a Query for each, all at once, and two trips."""
    found = reading.each(lambda name: reading.links(f"followers#{name}"), names)
    ids = [msgspec.json.decode(link.facts, type=str) for links in found for link in links if link.facts]
    return list(subscriptions.many(ids).values())


def of_tasks(task_ids: Iterable[str]) -> list[Subscription]:
    """Return all subscriptions to these tasks."""
    return of_followed(f"task#{task_id}" for task_id in task_ids)
