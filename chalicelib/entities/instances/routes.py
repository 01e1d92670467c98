"""Asset instance operations."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any

from msgspec import Struct
from msgspec.structs import replace

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.changes import Changes
from chalicelib.entities.access import entity_access
from chalicelib.entities.entities.records import Asset, Entity, Scene, Shot, entities
from chalicelib.entities.entities.rules import belonging
from chalicelib.entities.entities.views import plain
from chalicelib.entities.ids import Id
from chalicelib.entities.instances import rules
from chalicelib.entities.instances.records import AssetInstance, asset_instances, in_place, of_asset
from chalicelib.entities.types.records import ASSET, entity_types
from chalicelib.errors import NotFound, StillUsed
from chalicelib.files.output_files.records import of_instance as outputs_of
from chalicelib.projects.projects.records import projects
from chalicelib.store import gather
from chalicelib.store.ids import well_formed
from chalicelib.store.records import Text200
from chalicelib.web.filters import Query, cut, is_true
from chalicelib.web.queries import WithoutRelations
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, Values, table
from chalicelib.web.table import change as table_change

routes = Routes(__name__)

Map = dict[str, list[dict[str, Any]]]


class NewInstance(Struct):
    """The asset that a scene gets an instance of."""

    asset_id: Id
    description: Text200 | None = None


class NewInstanceInAsset(Struct):
    """The asset that another one gets an instance of."""

    asset_to_instantiate_id: Id
    description: Text200 | None = None


class InstanceInShot(Struct):
    """The instance that is seen in a shot."""

    asset_instance_id: Id


def asset_access(by: Actor, production: Production, asset: Entity) -> bool:
    """Allow those who may see the asset."""
    return entity_access(by, production, asset)


def _prepare(_changes: Changes, _by: Actor, values: Values, old: AssetInstance | None) -> Values:
    """Say in whose production a new instance lies: its asset's."""
    asset_id = values.get("asset_id")
    if old is not None or not isinstance(asset_id, str) or not well_formed(asset_id):
        return values
    asset = entities.find(asset_id)
    return values if asset is None else values | {"production_id": asset.project_id}


def _removed(_changes: Changes, _by: Actor, instance: AssetInstance, _force: bool) -> None:
    if outputs_of(instance.id):
        raise StillUsed("there are output files of this instance")


def _productions(_by: Actor, _query: Query) -> Iterable[str]:
    return [project.id for project in projects.all()]


instances = table(
    routes, "/data/asset-instances", asset_instances, read=access.admin, write=access.admin, event="asset-instance",
    hooks=Hooks(prepare=_prepare, removed=_removed), kept=("number", "asset_id", "production_id"), parents=_productions,
    without=("get", "change"),
)  # fmt: skip


@routes.get("/data/asset-instances/{asset_instance_id}", allow=asset_access, malformed=400, shows=AssetInstance)
def one(asset_instance: AssetInstance, query: Annotated[Query, WithoutRelations]) -> dict[str, Any]:
    """One instance."""
    return cut(asset_instance, relations=is_true(query, "relations", True), shown=None)


@routes.put("/data/asset-instances/{asset_instance_id}", allow=asset_access, malformed=400, shows=AssetInstance)
def change(asset_instance: AssetInstance, body: Any, by: Actor, changes: Changes) -> dict[str, Any]:
    """Change an instance; its asset and number stay."""
    return cut(table_change(instances, changes, by, asset_instance, body), relations=False, shown=None)


@routes.get("/data/scenes/{entity_id}/asset-instances", allow=entity_access, shows=dict[str, list[AssetInstance]])
def in_scene(entity: Scene) -> Map:
    """The instances in a scene, by asset."""
    return _by_asset(in_place(entity.id))


@routes.post("/data/scenes/{entity_id}/asset-instances", allow=access.manager, body_first=True, shows=AssetInstance)
def add_to_scene(entity: Scene, body: NewInstance, changes: Changes) -> dict[str, Any]:
    """Put an instance of an asset into a scene."""
    asset, there = _asset(entity, body.asset_id)
    new = changes.add(rules.next_instance(asset, there, body.description, scene=entity.id), under=asset)
    changes.tell("asset_instance:new", scene_id=entity.id, asset_id=asset.id, asset_instance_id=new.id)
    return cut(new, relations=False, shown=None)


@routes.get("/data/scenes/{entity_id}/camera-instances", allow=entity_access, shows=dict[str, list[AssetInstance]])
def cameras(entity: Scene) -> Map:
    """The cameras in a scene, by asset."""
    found, types = gather(lambda: in_place(entity.id), entity_types.all)
    cameras = {one.id for one in types if one.name.lower() == rules.CAMERA}
    assets = entities.many(instance.asset_id for instance in found)
    return _by_asset(one for one in found if assets[one.asset_id].entity_type_id in cameras)


@routes.get("/data/shots/{entity_id}/asset-instances", allow=entity_access, shows=dict[str, list[AssetInstance]])
def in_shot(entity: Shot) -> Map:
    """The instances seen in a shot, by asset."""
    return _by_asset(one for one in in_place(entity.id) if entity.id in one.shots)


@routes.post("/data/shots/{entity_id}/asset-instances", allow=access.manager, body_first=True, shows=Entity)
def add_to_shot(entity: Shot, body: InstanceInShot, changes: Changes) -> dict[str, Any]:
    """Say that an instance is seen in a shot. The contract calls the answer just an entity."""
    instance = _instance(entity, body.asset_instance_id)
    if entity.id not in instance.shots:
        changes.save(replace(instance, shots=[*instance.shots, entity.id]))
    changes.tell("asset_instance:add-to-shot", shot_id=entity.id, asset_instance_id=instance.id)
    return plain(entity, type="Entity")


@routes.delete("/data/shots/{entity_id}/asset-instances/{asset_instance_id}", allow=access.manager)
def remove_from_shot(entity: Shot, asset_instance_id: str, changes: Changes) -> None:
    """Say that an instance is not seen in a shot any more."""
    instance = _instance(entity, asset_instance_id)
    changes.save(replace(instance, shots=[shot for shot in instance.shots if shot != entity.id]))
    changes.tell("asset_instance:remove-from-shot", shot_id=entity.id, asset_instance_id=instance.id)


@routes.get("/data/assets/{entity_id}/asset-asset-instances", allow=entity_access, shows=dict[str, list[AssetInstance]])
def in_asset(entity: Asset) -> Map:
    """The instances in an asset, by asset."""
    return _by_asset(in_place(entity.id))


@routes.post(
    "/data/assets/{entity_id}/asset-asset-instances", allow=access.manager, body_first=True, shows=AssetInstance
)
def add_to_asset(entity: Asset, body: NewInstanceInAsset, changes: Changes) -> dict[str, Any]:
    """Put an instance of an asset into another asset."""
    asset, there = _asset(entity, body.asset_to_instantiate_id)
    new = changes.add(rules.next_instance(asset, there, body.description, target=entity.id), under=asset)
    changes.tell(
        "asset_instance:new", asset_id=entity.id, asset_instantiated=asset.id, asset_instance_id=new.id
    )  # fmt: skip
    return cut(new, relations=False, shown=None)


@routes.get("/data/assets/{entity_id}/scene-asset-instances", allow=entity_access, shows=dict[str, list[AssetInstance]])
def by_scene(entity: Asset) -> Map:
    """An asset's instances in scenes, by scene."""
    return _shown(of_asset(entity.project_id, entity.id), lambda one: [one.scene_id])


@routes.get("/data/assets/{entity_id}/shot-asset-instances", allow=entity_access, shows=dict[str, list[AssetInstance]])
def by_shot(entity: Asset) -> Map:
    """An asset's instances in shots, by shot."""
    return _shown(of_asset(entity.project_id, entity.id), lambda one: one.shots)


def _asset(place: Entity, asset_id: str) -> tuple[Entity, list[AssetInstance]]:
    """Return an asset of the place's production, or one that is shared, and its instances. Raises NotFound."""
    asset = entities.get(asset_id)
    if not asset.is_shared:
        belonging(asset, ASSET, place.project_id)
    return asset, of_asset(asset.project_id, asset.id)


def _instance(shot: Entity, instance_id: str) -> AssetInstance:
    """Return an instance in the shot's production. Raises NotFound."""
    instance = asset_instances.get(instance_id)
    places = entities.many(filter(None, [instance.scene_id, instance.target_asset_id, instance.asset_id]))
    if all(place.project_id != shot.project_id for place in places.values()):
        raise NotFound("the production has no such instance")
    return instance


def _by_asset(found: Iterable[AssetInstance]) -> Map:
    return _shown(found, lambda one: [one.asset_id])


def _shown(found: Iterable[AssetInstance], places: Callable[[AssetInstance], Iterable[str | None]]) -> Map:
    return {
        place: [cut(one, relations=False, shown=None) for one in some]
        for place, some in rules.by(found, places).items()
    }
