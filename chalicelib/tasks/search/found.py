"""Searches the entities of productions, and people."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from chalicelib.access import CLIENT, VENDOR, Actor
from chalicelib.entities.access import assigned_entities, hidden_from
from chalicelib.entities.entities.records import Entity, entities, sort_key
from chalicelib.entities.entities.views import plain, without
from chalicelib.entities.types.records import entity_types
from chalicelib.people.persons.records import persons
from chalicelib.people.persons.rules import FOR_CLIENTS, SHORT
from chalicelib.previews.files.records import preview_files
from chalicelib.projects.projects.records import Project
from chalicelib.store import each, gather, reading
from chalicelib.tasks.search import rules
from chalicelib.tasks.search.rules import Hit
from chalicelib.web.filters import cut

Values = dict[str, Any]


class Wanted(NamedTuple):
    """The words of a query, and which of all that fit are wanted."""

    words: list[str]
    offset: int
    limit: int


class Place(NamedTuple):
    """A production that is searched: its entities, those that a vendor works on, and the columns that are hidden."""

    project: Project
    entities: dict[str, Entity]
    own: set[str] | None
    hidden: frozenset[str]

    def shows(self, entity: Entity) -> bool:
        """Return whether the caller finds the entity."""
        return not entity.canceled and (self.own is None or entity.id in self.own)


def places(by: Actor, productions: Iterable[Project], first: str, last: str) -> list[Place]:
    """Return what is searched, kinds from first to last. Costs a Query chain for each production, all at once."""
    return each(lambda project: _place(by, project, first, last), productions)


def _place(by: Actor, project: Project, first: str, last: str) -> Place:
    items, own, hidden = gather(
        lambda: reading.partition(entities.partition(project.id), sort_key(first), sort_key(last) + "\uffff"),
        lambda: assigned_entities(by, project.id) if by.role_in(project.id) == VENDOR else None,
        lambda: hidden_from(by, project.id),
    )
    found = {one.id: one for one in map(entities.record, items)}
    return Place(project, found, own, hidden)


def assets(by: Actor, productions: Iterable[Project], wanted: Wanted) -> list[Values]:
    """Return the assets that fit, each with the names of its production and type."""
    found, types = gather(lambda: places(by, productions, "Asset", "Asset"), entity_types.all)
    names = {one.id: one.name for one in types}
    hits = [
        (hit, (place, one))
        for place in found
        for one in place.entities.values()
        if place.shows(one) and (hit := _hit(wanted, place, one, [names.get(one.entity_type_id)])) is not None
    ]
    chosen = _page(wanted, hits)
    return _shown(chosen, lambda _, one: {"asset_type_name": names.get(one.entity_type_id, "")})


def shots(by: Actor, productions: Iterable[Project], wanted: Wanted) -> list[Values]:
    """Return the shots that fit, each with the names of its production, sequence and episode."""
    found = places(by, productions, "Episode", "Shot")
    hits = [
        (hit, (place, one))
        for place in found
        for one in place.entities.values()
        if one.type == "Shot" and place.shows(one) and (hit := _hit(wanted, place, one, _above(place, one)))
    ]
    return _shown(_page(wanted, hits), _of_shot)


def _parents(place: Place, shot: Entity) -> tuple[Entity | None, Entity | None]:
    sequence = place.entities.get(shot.parent_id or "")
    return sequence, place.entities.get(sequence.parent_id or "") if sequence else None


def _above(place: Place, shot: Entity) -> list[str]:
    return [parent.name for parent in _parents(place, shot) if parent]


def _of_shot(place: Place, shot: Entity) -> Values:
    sequence, episode = _parents(place, shot)
    named = {"sequence_name": sequence.name if sequence else ""}
    return named | ({"episode": episode.name, "episode_id": episode.id} if episode else {})


def _hit(wanted: Wanted, place: Place, entity: Entity, hints: Iterable[Any]) -> Hit | None:
    seen = without(entity, place.hidden)
    metadata = seen.data if isinstance(seen.data, dict) else {}
    fields = {**metadata, "description": entity.description, "name": entity.name}
    return rules.hit(wanted.words, fields, hints)


def _page(wanted: Wanted, hits: list[tuple[Hit, tuple[Place, Entity]]]) -> list[tuple[Hit, tuple[Place, Entity]]]:
    hits.sort(key=lambda one: (-one[0].score, one[1][1].name))
    return hits[wanted.offset : wanted.offset + wanted.limit]


def _shown(chosen: list[tuple[Hit, tuple[Place, Entity]]], more: Any) -> list[Values]:
    """Return what was found as it is answered. Costs two trips for all previews together."""
    previews = preview_files.many(one.preview_file_id for _, (_, one) in chosen if one.preview_file_id)
    answer = []
    for hit, (place, one) in chosen:
        preview = previews.get(one.preview_file_id or "")
        answer.append(
            plain(one, place.hidden)
            | {"project_name": place.project.name, "preview_file_extension": preview.extension if preview else None}
            | more(place, one)
            | {"matched_terms": hit.terms}
        )
    return answer


def people(by: Actor, wanted: Wanted) -> list[Values]:
    """Return the people who fit, by name; not who is inactive or a guest. Costs one Query."""
    hits = [
        (hit, person)
        for person in persons.all()
        if person.active and not person.is_guest
        if (hit := rules.hit(wanted.words, {"name": person.full_name})) is not None
    ]
    hits.sort(key=lambda one: (-one[0].score, one[1].full_name))
    shown = None if by.is_admin else FOR_CLIENTS if by.role == CLIENT else SHORT
    chosen = hits[wanted.offset : wanted.offset + wanted.limit]
    return [cut(one, relations=True, shown=shown) | {"matched_terms": hit.terms} for hit, one in chosen]
