"""The tasks of a person, and what was last said about them."""

from collections.abc import Iterable
from typing import Any

import msgspec

from chalicelib.access import CLIENT, Actor
from chalicelib.entities.casting.records import places_of
from chalicelib.entities.entities.records import entities
from chalicelib.people.persons.records import persons
from chalicelib.projects.projects.records import Project
from chalicelib.store import each, gather, reading
from chalicelib.store.reading import Key
from chalicelib.tasks.access import seen_by
from chalicelib.tasks.comments.records import Comment, comments, order
from chalicelib.tasks.tasks import around
from chalicelib.tasks.tasks.around import Around
from chalicelib.tasks.tasks.described import described
from chalicelib.tasks.tasks.places import open_productions
from chalicelib.tasks.tasks.records import Task, of_entities, tasks

Values = dict[str, Any]
TV_SHOW = "tvshow"
LOOKED_AT = 5  # of the newest comments of a task, for one that no client wrote
place_of = msgspec.json.Decoder(tuple[str, str]).decode


class Place(msgspec.Struct, frozen=True):
    """Where a task lies that somebody is assigned to."""

    task_id: str
    project_id: str
    entity_id: str


def assigned_to(person_id: str) -> list[Place]:
    """Return where a person's tasks lie. Costs one Query."""
    return [Place(link.target, *place_of(link.facts)) for link in reading.links(f"assigned#{person_id}") if link.facts]


def work_of(by: Actor, person_id: str, *, done: bool) -> list[Values]:
    """Return what a person has done, or still has to do, in the open productions that the caller is on.

    Costs five trips at most, six where shots lie in episodes, however many tasks there are.
    """
    places, productions, types = gather(lambda: assigned_to(person_id), lambda: open_productions(by), around.types)
    own = [place for place in places if place.project_id in productions]
    found, beside_them = gather(lambda: _at(own), lambda: around.with_parents(place.entity_id for place in own))
    kept = [task for task in found if task.entity_id in beside_them and types.is_done(task) == done]
    hidden, said, episodes = gather(
        lambda: around.hidden_in(by, {task.project_id for task in kept}),
        lambda: last_comments(kept, productions),
        lambda: episodes_of(task for task in kept if productions[task.project_id].production_type == TV_SHOW),
    )
    beside = Around(types, productions, beside_them, hidden)
    return [shown(by, task, beside, said.get(task.id)) | episodes.get(task.entity_id, {}) for task in kept]


def episodes_of(found: Iterable[Task]) -> dict[str, Values]:
    """Return the episodes in which the assets of tasks are cast, by name, by the assets' ids.

    Costs a Query for each entity, at once, and two trips.
    """
    ids = list({task.entity_id for task in found})
    cast_in = each(places_of, ids)
    known = entities.many({place.id for places in cast_in for place in places})
    found_in = {one: [known[p.id] for p in places if p.id in known] for one, places in zip(ids, cast_in, strict=True)}
    shown_of: dict[str, Values] = {}
    for asset_id, places in found_in.items():
        episodes = sorted((one for one in places if one.type == "Episode"), key=lambda one: one.name)
        if episodes:
            names = [one.name for one in episodes]
            shown_of[asset_id] = {"episode_ids": [one.id for one in episodes], "episode_names": names}
    return shown_of


def _at(places: Iterable[Place]) -> list[Task]:
    keys = [Key(tasks.partition(place.project_id), f"{place.entity_id}#{place.task_id}") for place in places]
    return [tasks.record(item) for item in reading.records(keys).values()]


def shown(by: Actor, task: Task, beside: Around, said: Comment | None) -> Values:
    """Return a task as lists of work show it, with what was last said about it."""
    own = seen_by(by, task)
    return described(by, task, beside, "task_") | {
        "task_estimation": own.estimation, "task_duration": own.duration, "task_start_date": own.start_date,
        "task_due_date": own.due_date, "last_comment": _said(said),
    }  # fmt: skip


def _said(comment: Comment | None) -> Values:
    if comment is None:
        return {}
    return {"text": comment.text, "date": comment.created_at, "person_id": comment.person_id}


def last_comments(found: Iterable[Task], productions: dict[str, Project]) -> dict[str, Comment]:
    """Return what was last said about each task by somebody who is no client there, by the tasks' ids.

    Costs a small Query for each task that was talked about, at once, and one trip.
    """
    talked_about = [task for task in found if task.last_comment_date is not None]
    said = each(lambda task: comments.newest(task.id, LOOKED_AT), talked_about)
    authors = persons.many({comment.person_id for of_task in said for comment in of_task})
    last: dict[str, Comment] = {}
    for task, of_task in zip(talked_about, said, strict=True):
        roles = productions[task.project_id].team_roles
        own = [c for c in of_task if (roles.get(c.person_id) or _role(authors.get(c.person_id))) != CLIENT]
        if own:
            last[task.id] = max(own, key=order)
    return last


def _role(person: Any) -> str | None:
    return None if person is None else person.role


def related_to(by: Actor, person_id: str, task_type_id: str) -> list[Task]:
    """Return the tasks of a type on all entities on which a person has any task, in the caller's open productions.

    Costs four trips, however many entities they are.
    """
    places, productions = gather(lambda: assigned_to(person_id), lambda: open_productions(by))
    own: dict[str, set[str]] = {}
    for place in places:
        if place.project_id in productions:
            own.setdefault(place.project_id, set()).add(place.entity_id)
    found = each(lambda place: of_entities(place, own[place]), own)
    return [task for of_place in found for task in of_place if task.task_type_id == task_type_id]
