"""Casting operations."""

from typing import Any

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.access import entity_access, hidden_from
from chalicelib.entities.casting import found
from chalicelib.entities.casting.bodies import CastAsset, CastInMany, wanted_of
from chalicelib.entities.casting.found import Map
from chalicelib.entities.casting.setting import set_whole, settle
from chalicelib.entities.casting.state import Wanted
from chalicelib.entities.casting.views import Cast, CastIn, CastInMap, Entry
from chalicelib.entities.entities.records import Asset, Entity, Episode, Sequence, Shot, entities
from chalicelib.entities.entities.views import plain
from chalicelib.entities.types.records import AssetType, EntityType, entity_types
from chalicelib.errors import Forbidden, NotFound, Refused
from chalicelib.projects.projects.records import Project
from chalicelib.store import gather
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes

routes = Routes(__name__)

OF_PRODUCTION = "/data/projects/{project_id}"


@routes.get(
    OF_PRODUCTION + "/entities/{entity_id}/casting", allow=access.team_but_vendors, foreign=403, shows=list[Cast]
)
def casting(entity: Entity, project: Project) -> list[Entry]:
    """What is cast in an entity."""
    return found.of(project.id, entity.id)


@routes.put(OF_PRODUCTION + "/entities/{entity_id}/casting", allow=access.manager, foreign=403)
def set_casting(entity: Entity, project: Project, body: Any, changes: Changes) -> Any:
    """Set what is cast in an entity."""
    set_whole(changes, project.id, {entity.id: wanted_of(entity.id, body)})
    return body


@routes.put(OF_PRODUCTION + "/entities/casting", allow=access.manager)
def set_castings(project: Project, body: Any, changes: Changes) -> Any:
    """Set what is cast in many entities of a production."""
    if not isinstance(body, dict):
        raise Refused("the body must be an object of lists, by the ids of entities")
    wanted = {entity_id: wanted_of(entity_id, entries) for entity_id, entries in body.items()}
    _check_all_of(project, list(wanted))
    set_whole(changes, project.id, wanted)
    return body


@routes.put(
    OF_PRODUCTION + "/entities/casting/assets/{asset_id}",
    allow=access.manager,
    foreign=403,
    shows=dict[str, list[Cast]],
)
def set_asset(project: Project, asset_id: str, body: CastInMany, changes: Changes) -> Map:
    """Set how one asset is cast in many entities; the other assets there stay."""
    asset, _ = gather(lambda: entities.get(asset_id), lambda: _check_all_of(project, body.entity_ids))
    off = body.nb_occurences == 0
    wanted = [Wanted(place, asset.id, body.nb_occurences, body.label, off) for place in body.entity_ids]
    links = settle(changes, project.id, wanted, body.entity_ids, single=True)
    return found.shown(links)


def _check_all_of(project: Project, ids: list[str]) -> None:
    """Refuse entities that aren't there, or are another production's. Raises NotFound, Forbidden."""
    there = entities.many(ids)
    missing = set(ids) - there.keys()
    if missing:
        raise NotFound(f"there is no entity {min(missing)}")
    if any(entity.project_id != project.id for entity in there.values()):
        raise Forbidden("an entity of another production is cast there")


@routes.get("/data/assets/{entity_id}/casting", allow=entity_access, shows=list[Cast])
def casting_of_asset(entity: Asset) -> list[Entry]:
    """What is cast in an asset."""
    return found.of(entity.project_id, entity.id)


@routes.put("/data/assets/{entity_id}/casting", allow=access.manager, terse=True)
def set_casting_of_asset(entity: Asset, body: list[CastAsset], changes: Changes) -> list[CastAsset]:
    """Set what is cast in an asset."""
    wanted = [Wanted(entity.id, one.asset_id, one.nb_occurences, one.label) for one in body]
    set_whole(changes, entity.project_id, {entity.id: wanted})
    return body


@routes.get("/data/assets/{entity_id}/assets", allow=entity_access, shows=list[Entity])
def assets_of_asset(entity: Asset, by: Actor) -> list[Entry]:
    """The assets that are cast in an asset."""
    return _assets(entity, by)


@routes.get("/data/assets/{entity_id}/cast-in", allow=entity_access, shows=list[CastIn])
def cast_in(entity: Asset) -> list[Entry]:
    """Where an asset is cast."""
    return found.places_of_asset(entity)


@routes.get("/data/shots/{entity_id}/assets", allow=entity_access, shows=list[Entity])
def assets_of_shot(entity: Shot, by: Actor) -> list[Entry]:
    """The assets that are cast in a shot."""
    return _assets(entity, by)


def _assets(place: Entity, by: Actor) -> list[Entry]:
    assets, hidden = gather(lambda: found.assets_in(place), lambda: hidden_from(by, place.project_id))
    return [plain(asset, hidden) for asset in assets]


@routes.get("/data/shots/{entity_id}/asset-types", allow=entity_access, shows=list[AssetType])
def asset_types_of_shot(entity: Shot) -> list[Entry]:
    """The types of the assets that are cast in a shot."""
    assets, types = gather(lambda: found.assets_in(entity), entity_types.all)
    used = {asset.entity_type_id for asset in assets}
    return [cut(one, relations=False, shown=None) | {"type": "AssetType"} for one in types if one.id in used]


@routes.get(
    OF_PRODUCTION + "/asset-types/{asset_type_id}/casting",
    allow=access.team_but_vendors,
    shows=dict[str, list[CastInMap]],
)
def castings_of_assets(project: Project, asset_type: EntityType) -> Map:
    """What is cast in the assets of a type."""
    return found.in_places(
        project.id, "Asset", lambda asset: asset.entity_type_id == asset_type.id, ("is_shared", "project_id")
    )


@routes.get(
    OF_PRODUCTION + "/sequences/{sequence_id}/casting",
    allow=access.team_but_vendors,
    foreign=403,
    shows=dict[str, list[CastInMap]],
)
def castings_of_sequence(project: Project, sequence: Sequence) -> Map:
    """What is cast in the shots of a sequence."""
    return found.in_shots(project.id, lambda one: one.id == sequence.id)


@routes.get(OF_PRODUCTION + "/sequences/all/casting", allow=access.team_but_vendors, shows=dict[str, list[CastInMap]])
def castings_of_sequences(project: Project) -> Map:
    """What is cast in the shots of all sequences."""
    return found.in_shots(project.id, lambda _: True)


@routes.get(
    OF_PRODUCTION + "/episodes/{episode_id}/sequences/all/casting",
    allow=access.team_but_vendors,
    foreign=403,
    shows=dict[str, list[CastInMap]],
)
def castings_of_episode(project: Project, episode: Episode | None, episode_id: str) -> Map:
    """What is cast in the shots of an episode; "main" has none, "all" means every episode."""
    if episode is not None:
        return found.in_shots(project.id, lambda one: one.parent_id == episode.id)
    if episode_id not in ("main", "all"):
        raise NotFound(f"there is no episode {episode_id}")
    return found.in_shots(project.id, lambda _: episode_id == "all")


@routes.get(OF_PRODUCTION + "/episodes/casting", allow=access.team_but_vendors, shows=dict[str, list[CastInMap]])
def castings_of_episodes(project: Project) -> Map:
    """What is cast in the episodes of a production."""
    return found.in_places(project.id, "Episode", lambda _: True)
