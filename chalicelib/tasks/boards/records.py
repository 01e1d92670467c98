"""Reads what boards are made of: entities with the rows of their tasks; a board is one Query chain."""

from typing import NamedTuple

from chalicelib.access import CLIENT, VENDOR, Actor
from chalicelib.entities.access import hidden_from
from chalicelib.entities.casting.records import of_place
from chalicelib.entities.entities.records import entities, sort_key
from chalicelib.entities.types.records import entity_types
from chalicelib.previews.files.records import preview_files
from chalicelib.projects.projects.records import Project, projects
from chalicelib.store import each, gather, reading
from chalicelib.store.reading import Key
from chalicelib.tasks.boards.entries import ConceptEntry, Kept, concept, kept_of
from chalicelib.tasks.boards.views import View
from chalicelib.tasks.subscriptions.records import tasks_of

ABOVE = {"Shot": "Sequence", "Scene": "Sequence", "Sequence": "Episode", "Edit": "Episode", "Concept": "ConceptFolder"}


class Item(NamedTuple):
    """An entity and the JSON of its tasks' rows."""

    kept: Kept
    rows: str | None


def chain(project_id: str, first: str, last: str | None = None, *, relations: bool = False) -> list[Item]:
    """Return a production's entities of the kinds from `first` to `last`, in that order. Costs one Query chain."""
    place, end = entities.partition(project_id), sort_key(last or first) + "\uffff"
    found = reading.passed_on(place, sort_key(first), end, relations=relations, rows=True)
    return [Item(kept_of(reading.text_of(item, relations=relations)), item.rows) for item in found]


def single(entity_id: str, *, relations: bool = False) -> Item | None:
    """Return one entity, None if there is none. Costs at most two trips."""
    key = entities.keys([entity_id]).get(entity_id)
    item = None if key is None else reading.records([key]).get(key)
    return None if item is None else Item(kept_of(reading.text_of(item, relations=relations)), item.rows)


def parents_of(kept: Kept) -> dict[str, Kept]:
    """Return an entity's parent and grandparent by id. What lies above a kind is known, so each costs one trip."""
    parents: dict[str, Kept] = {}
    partition = entities.partition(kept.project_id)
    while kept.parent_id is not None and kept.type in ABOVE:
        key = Key(partition, sort_key(ABOVE[kept.type], kept.parent_id))
        items = reading.records([key])
        if key not in items:
            break
        parent = kept_of(reading.text_of(items[key], relations=False))
        parents[parent.id] = kept = parent
    return parents


def view_of(by: Actor, project_id: str, *, followed: bool) -> View:
    """Return how somebody sees a production's tasks. Costs a Query for vendors, one for those who follow a task."""
    role = by.role_in(project_id)
    subscribed, hidden = gather(
        lambda: frozenset(tasks_of(by.id)) if followed and by.standing.subscribed else frozenset(),
        lambda: hidden_from(by, project_id),
    )
    return View(subscribed, role == CLIENT, by.id if role == VENDOR else None, hidden)


def production(project_id: str) -> Project | None:
    """Return the production, None if there is none. Costs one trip."""
    return projects.find(project_id)


def all_productions() -> list[str]:
    """Return the ids of all productions. Costs one Query."""
    return [project.id for project in projects.all()]


def type_names() -> dict[str, str]:
    """Return the names of the entity types by id. Costs one Query."""
    return {one.id: one.name for one in entity_types.all()}


def casts_in(project_id: str, items: list[Item]) -> dict[str, list[str]]:
    """Return the episodes that each asset is cast in, in the order of their names, by the asset's id.

    The episodes are those among the items. Costs one Query for each of them, all at once.
    """
    episodes = sorted((kept for kept, _ in items if kept.type == "Episode"), key=lambda kept: kept.name)
    casts: dict[str, list[str]] = {}
    for links in each(lambda episode: of_place(project_id, episode.id), episodes):
        for link in links:
            casts.setdefault(link.entity_out_id, []).append(link.entity_in_id)
    return casts


def concept_entries(items: list[Item], view: View, project_name: str) -> list[ConceptEntry]:
    """Return concepts with the status of their pictures, by name. Costs two trips for all pictures together."""
    pictures = preview_files.many([item.kept.preview_file_id for item in items if item.kept.preview_file_id])
    found = []
    for kept, rows in items:
        picture = pictures.get(kept.preview_file_id or "")
        found.append(concept(kept, rows, view, project_name, picture.status if picture else None))
    return sorted(found, key=lambda entry: entry.name)
