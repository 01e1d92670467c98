"""Finds tasks across productions, by the filters that a query string has."""

import functools
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import msgspec

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.entities.entities.records import Entity, entities, sort_key
from chalicelib.store import each, latest, reading
from chalicelib.store.ids import well_formed
from chalicelib.store.tables import RecordItem
from chalicelib.tasks.access import seen_by
from chalicelib.tasks.tasks.places import all_productions
from chalicelib.tasks.tasks.records import Task, items_of, tasks
from chalicelib.web import filters
from chalicelib.web.filters import Query
from chalicelib.web.http import JSON, Answer
from chalicelib.web.table import joined

Test = Callable[[Any], bool]
PLACES = ("project_id", "entity_id")


class Found(NamedTuple):
    """A task, and the item that it is kept in."""

    item: RecordItem
    task: Task


def listed(by: Actor, query: Query) -> Answer:
    """Return the tasks of all that the caller may see, filtered, whole or in pages."""
    # Where tasks are looked for answers these two already, unless they are lists.
    tests = filters.criteria_of(Task, query)
    tests = {name: test for name, test in tests.items() if name not in PLACES or not well_formed(query[name][0])}
    paged = "page" in query
    if paged:
        filters.number(query, "page", 1), filters.limit_of(query)
    episode_id = filters.asked_id(query, "episode_id")
    places = _places(by, query)
    sees_all = all(_sees_all(by, place) for place in places)
    if paged and sees_all and not episode_id and not well_formed(query.get("entity_id", [""])[0]):
        test = tests.pop("project_id", None)
        places = [place for place in places if test is None or test(place)]
        if latest.answers(tasks, tests):
            return _answer(msgspec.json.encode(_page(by, places, tests, query)))
    if not (tests or paged or episode_id or "fields" in query) and sees_all:
        relations = filters.is_true(query, "relations")
        kept = _items(places, query, functools.partial(tasks.passed_on, relations=relations))
        return _answer(joined(kept, relations=relations))
    found = [
        one
        for one in _decoded(_items(places, query, tasks.items))
        if _visible(by, one.task) and _passes(by, one.task, tests)
    ]
    if episode_id is not None:
        of_episode = shots_of_episode(episode_id)
        found = [one for one in found if one.task.entity_id in of_episode]
    if not paged:
        return _answer(msgspec.json.encode(shown(by, found, query)))
    page = filters.page_of(newest_first(found), query)
    return _answer(msgspec.json.encode(page | {"data": shown(by, page["data"], query)}))


def _page(by: Actor, places: list[str], tests: dict[str, Test], query: Query) -> dict[str, Any]:
    """Return a page of productions' tasks of which the caller sees everything. Reads little more than it shows."""
    offset = filters.offset_of(query)
    found = latest.page(tasks, places, tests, max(offset, 0), filters.limit_of(query) if offset >= 0 else 0)
    return filters.envelope(shown(by, _decoded(found.items), query), found.total, query)


def newest_first(found: Iterable[Found]) -> list[Found]:
    """Return tasks in the order of pages: the last change first, then the last made."""
    kept = sorted(found, key=lambda one: one.task.id)
    return sorted(kept, key=lambda one: (one.item.updated_at, one.task.created_at), reverse=True)


def shown(by: Actor, found: Iterable[Found], query: Query) -> list[dict[str, Any]]:
    """Return tasks as the caller gets them, with the fields that the query string asks for."""
    fields, relations = filters.only(query), filters.is_true(query, "relations")
    return [filters.cut(seen_by(by, one.task), relations=relations, shown=fields) for one in found]


def shots_of_episode(episode_id: str) -> set[str]:
    """Return the ids of the shots in an episode's sequences. Costs a trip and a Query chain."""
    place = entities.address(episode_id)
    if place is None:
        return set()
    chain = reading.partition(place.key.partition, sort_key("Sequence"), sort_key("Shot") + "\uffff")
    return shots_below(episode_id, (entities.record(item) for item in chain))


def shots_below(episode_id: str, found: Iterable[Entity]) -> set[str]:
    """Return the ids of the shots among these that lie in a sequence of the episode."""
    found = list(found)
    sequences = {one.id for one in found if one.type == "Sequence" and one.parent_id == episode_id}
    return {one.id for one in found if one.type == "Shot" and one.parent_id in sequences}


def _places(by: Actor, query: Query) -> list[str]:
    """Return the productions in which the filters say that tasks can be, of those that the caller may see."""
    entity_id = query.get("entity_id", [""])[0]
    project_id = query.get("project_id", [""])[0]
    if well_formed(entity_id):
        place = entities.address(entity_id)
        if place is None or project_id not in ("", place.above["project"].sort):
            return []
        project_id = place.above["project"].sort
    return list(all_productions(by, project_id if well_formed(project_id) else None))


def _items(places: list[str], query: Query, read: Callable[[str], list[RecordItem]]) -> list[RecordItem]:
    """Read the tasks of productions, one Query chain each, all at once; of an entity only its own."""
    entity_id = query.get("entity_id", [""])[0]
    if well_formed(entity_id):
        return items_of(places[0], [entity_id]) if places else []
    return [item for items in each(read, places) for item in items]


def _sees_all(by: Actor, place: str) -> bool:
    """Return whether somebody sees every task of a production as it is kept."""
    return by.role_in(place) not in (None, access.CLIENT, access.VENDOR)


def _decoded(items: Iterable[RecordItem]) -> Iterable[Found]:
    return (Found(item, tasks.record(item)) for item in items)


def _visible(by: Actor, task: Task) -> bool:
    """Return whether somebody gets a task in lists: a vendor gets those that are their own."""
    return by.role_in(task.project_id) != access.VENDOR or by.id in task.assignees


def _passes(by: Actor, task: Task, tests: dict[str, Test]) -> bool:
    """Return whether a task is asked for; nobody can ask for what they are not shown."""
    shown = seen_by(by, task) if tests else task
    return all(test(getattr(shown, name)) for name, test in tests.items())


def _answer(body: bytes) -> Answer:
    return Answer(200, {"Content-Type": JSON}, body)
