"""Asset instances: the single uses of an asset in scenes, in shots and in other assets."""

from typing import Any, ClassVar

from chalicelib.refs import EntityId, EntityTypeId, ProjectId
from chalicelib.store import Collection, Record, Unique, reading
from chalicelib.store.records import Json, Text80, Text200


class AssetInstance(Record, frozen=True, kw_only=True):
    """The `number`th use of an asset in a scene (`scene_id`) or in another asset (`target_asset_id`).

    `shots` are those in which it is seen; `production_id` is the asset's. Nothing uses `entity_id` and
    `entity_type_id`.
    """

    RELATIONS: ClassVar = ("shots", "production_id")
    HIDDEN: ClassVar = ("production_id",)

    asset_id: EntityId
    name: Text80 | None = None
    number: int | None = None
    description: Text200 | None = None
    active: bool | None = True
    data: Json = None
    scene_id: EntityId | None = None
    target_asset_id: EntityId | None = None
    entity_id: EntityId | None = None
    entity_type_id: EntityTypeId | None = None
    shots: list[EntityId] = []
    production_id: ProjectId


def _links(instance: AssetInstance) -> dict[tuple[str, str], Any]:
    places = {instance.scene_id, instance.target_asset_id, *instance.shots} - {None}
    in_shots = {(f"shot-instances#{instance.production_id}", f"{shot}#{instance.id}"): None for shot in instance.shots}
    return {(f"instances-in#{place}", instance.id): None for place in places} | in_shots


asset_instances = Collection(
    AssetInstance,
    within="production_id",
    sort=lambda instance: f"{instance.asset_id}#{instance.id}",
    links=_links,
    unique=[
        Unique(
            "number",
            lambda i: f"{i.asset_id}#{i.target_asset_id}#{i.scene_id}#{i.number}",
            "number: another instance of the asset has this number there",
        )
    ],
)


def of_asset(project_id: str, asset_id: str) -> list[AssetInstance]:
    """Return an asset's instances. Costs one Query."""
    return asset_instances.within(project_id, f"{asset_id}#")


def ids_in(place_id: str) -> list[str]:
    """Return the ids of the instances in a scene, a shot or an asset. Costs one Query."""
    return [link.target for link in reading.links(f"instances-in#{place_id}")]


def by_shot(project_id: str) -> dict[str, list[str]]:
    """Return the ids of a production's instances by the shots in which they are seen. Costs one Query chain."""
    found: dict[str, list[str]] = {}
    for link in reading.links(f"shot-instances#{project_id}"):
        shot_id, _, instance_id = link.target.partition("#")
        found.setdefault(shot_id, []).append(instance_id)
    return found


def in_place(place_id: str) -> list[AssetInstance]:
    """Return the instances in a scene, a shot or an asset. Costs three trips."""
    return list(asset_instances.many(ids_in(place_id)).values())
