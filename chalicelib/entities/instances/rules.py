"""What is true of asset instances: how they are numbered and named, and how they are shown by what they belong to."""

import re
from collections.abc import Callable, Iterable

from chalicelib.entities.entities.records import Entity
from chalicelib.entities.instances.records import AssetInstance

CAMERA = "camera"
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def next_instance(
    asset: Entity, there: Iterable[AssetInstance], description: str | None, *, scene: str | None = None,
    target: str | None = None,
) -> AssetInstance:  # fmt: skip
    """Return the next instance of an asset in a scene or in another asset: Round_Table_0002."""
    number = 1 + max(
        (one.number or 0 for one in there if (one.scene_id, one.target_asset_id) == (scene, target)), default=0
    )
    name = _BETWEEN_WORDS.sub("_", asset.name).strip("_")
    return AssetInstance(
        asset_id=asset.id, name=f"{name}_{number:04}", number=number, description=description, scene_id=scene,
        target_asset_id=target, production_id=asset.project_id,
    )  # fmt: skip


def by(
    instances: Iterable[AssetInstance], places: Callable[[AssetInstance], Iterable[str | None]]
) -> dict[str, list[AssetInstance]]:
    """Return instances by what they belong to, each list by number."""
    found: dict[str, list[AssetInstance]] = {}
    for instance in sorted(instances, key=lambda one: (one.number or 0, one.id)):
        for place in places(instance):
            if place is not None:
                found.setdefault(place, []).append(instance)
    return found
