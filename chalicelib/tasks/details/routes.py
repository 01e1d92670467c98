"""One asset, shot, edit or concept in full: its record with relations, and what a board shows of it."""

from typing import Any

import msgspec

from chalicelib.access import Actor, Production
from chalicelib.entities.access import entity_access
from chalicelib.entities.entities.records import Asset, Concept, Edit, Entity, Shot, entities, of_kind
from chalicelib.entities.entities.views import whole
from chalicelib.projects.projects.records import Project
from chalicelib.store import gather, reading
from chalicelib.tasks.boards import entries, records
from chalicelib.tasks.boards.entries import Kept, kept_of
from chalicelib.tasks.boards.views import View
from chalicelib.web.routes import Routes

routes = Routes(__name__)

Values = dict[str, Any]


def insider_access(by: Actor, production: Production) -> bool:
    """Allow the team without clients and vendors, whom concepts are kept from."""
    return by.role_in(production) not in (None, "client", "vendor")


@routes.get("/data/assets/{entity_id}", allow=entity_access)
def asset(entity: Asset, project: Project, by: Actor) -> Values:
    """An asset, with the episodes that it is cast in; an asset has no source and no length of its own."""
    (record, view), episodes, type_names = gather(
        lambda: _whole(entity, by), lambda: of_kind(project.id, "Episode"), records.type_names
    )
    episodes = sorted(episodes, key=lambda episode: episode.name)
    cast_in = [episode.id for episode in episodes if episode.id in record["entities_in"]]
    type_name = type_names.get(entity.entity_type_id, "")
    entry = entries.asset(_kept(entity), _rows(entity), view, type_name, cast_in, compact=False)
    shown = record | _fields(entry) | {"project_name": project.name}
    return {name: value for name, value in shown.items() if name not in ("source_id", "nb_frames")}


@routes.get("/data/shots/{entity_id}", allow=entity_access, shows=Entity)
def shot(entity: Shot, project: Project, by: Actor) -> Values:
    """A shot, with its sequence and episode."""
    (record, view), parents = gather(lambda: _whole(entity, by), lambda: records.parents_of(_kept(entity)))
    entry = entries.shot(_kept(entity), _rows(entity), view, project.name, parents, compact=False)
    return record | _fields(entry)


@routes.get("/data/edits/{entity_id}", allow=entity_access, shows=Entity)
def edit(entity: Edit, project: Project, by: Actor) -> Values:
    """An edit, with its episode."""
    view, parents = gather(lambda: _view(entity, by), lambda: records.parents_of(_kept(entity)))
    episode = parents.get(entity.parent_id or "")
    return _fields(entries.edit(_kept(entity), _rows(entity), view, project.name, episode))


@routes.get("/data/concepts/{entity_id}", allow=insider_access, shows=Entity)
def concept(entity: Concept, project: Project, by: Actor) -> Values:
    """A concept, with the status of its picture."""
    record, view = _whole(entity, by)
    found = records.concept_entries([records.Item(_kept(entity), _rows(entity))], view, project.name)
    return record | _fields(found[0])


def _whole(entity: Entity, by: Actor) -> tuple[Values, View]:
    return gather(lambda: whole(entity), lambda: _view(entity, by))


def _view(entity: Entity, by: Actor) -> View:
    return records.view_of(by, entity.project_id, followed=True)


def _kept(entity: Entity) -> Kept:
    return kept_of(msgspec.json.encode(entity))


def _rows(entity: Entity) -> str | None:
    """Return the rows that came with the entity when it was loaded."""
    return reading.seen()[entities.key(entity)].rows


def _fields(entry: msgspec.Struct) -> Values:
    return {name: getattr(entry, name) for name in entry.__struct_fields__}
