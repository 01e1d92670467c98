"""How a casting is answered: the assets of a place, of many places, and the places of an asset."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import UNSET, Struct, UnsetType

from chalicelib.entities.casting.records import EntityLink
from chalicelib.entities.entities.records import Entity

Entry = dict[str, Any]
Names = Mapping[str, str]


class Cast(Struct):
    """An asset as it is cast in a place."""

    asset_id: str
    asset_name: str
    asset_type_name: str
    ready_for: str | None
    episode_id: str | None
    preview_file_id: str | None
    nb_occurences: int
    label: str | None
    is_shared: bool
    project_id: str


class CastInMap(Struct):
    """An asset as a map of many places shows it; the map of assets says less, that of shots their sequence."""

    asset_id: str
    asset_name: str
    asset_type_name: str
    preview_file_id: str | None
    nb_occurences: int
    label: str | None
    name: str
    is_shared: bool | UnsetType = UNSET
    project_id: str | UnsetType = UNSET
    sequence_name: str | UnsetType = UNSET


class CastIn(Struct):
    """A shot, or an asset, that an asset is cast in."""

    preview_file_id: str | None
    nb_occurences: int
    shot_id: str | UnsetType = UNSET
    shot_name: str | UnsetType = UNSET
    sequence_name: str | UnsetType | None = UNSET
    episode_id: str | UnsetType = UNSET
    episode_name: str | UnsetType | None = UNSET
    asset_id: str | UnsetType = UNSET
    asset_name: str | UnsetType = UNSET
    asset_type_name: str | UnsetType = UNSET


def casting(links: Iterable[EntityLink], assets: Mapping[str, Entity], type_names: Names) -> list[Entry]:
    """Return what is cast in a place, by the names of types and assets; cancelled assets are left out."""
    found = []
    for link in links:
        asset = assets.get(link.entity_out_id)
        if asset is not None and not asset.canceled:
            found.append(
                {
                    "asset_id": asset.id, "asset_name": asset.name,
                    "asset_type_name": type_names.get(asset.entity_type_id, ""), "ready_for": asset.ready_for,
                    "episode_id": asset.source_id, "preview_file_id": asset.preview_file_id,
                    "nb_occurences": link.nb_occurences, "label": link.label, "is_shared": asset.is_shared,
                    "project_id": asset.project_id,
                }
            )  # fmt: skip
    return sorted(found, key=lambda entry: (entry["asset_type_name"], entry["asset_name"]))


def in_map(entries: list[Entry], left_out: Iterable[str], more: Entry) -> list[Entry]:
    """Return the entries of a place as a map of many places shows them."""
    hidden = {"ready_for", "episode_id", *left_out}
    return [
        {name: value for name, value in entry.items() if name not in hidden} | {"name": entry["asset_name"]} | more
        for entry in entries
    ]


def shots_of_asset(
    shots: Iterable[Entity], occurences: Mapping[str, int], parents: Mapping[str, Entity]
) -> list[Entry]:
    """Return the shots that an asset is cast in, by the names of episode, sequence and shot."""
    found = []
    for shot in shots:
        sequence = parents.get(shot.parent_id or "")
        episode = parents.get(sequence.parent_id or "") if sequence else None
        found.append(
            {
                "shot_id": shot.id, "shot_name": shot.name, "sequence_name": sequence.name if sequence else None,
                "episode_id": str(episode and episode.id), "episode_name": episode and episode.name,
                "preview_file_id": shot.preview_file_id, "nb_occurences": occurences[shot.id],
            }
        )  # fmt: skip
    return sorted(found, key=lambda s: (s["episode_name"] or "", s["sequence_name"] or "", s["shot_name"]))


def assets_of_asset(assets: Iterable[Entity], occurences: Mapping[str, int], type_names: Names) -> list[Entry]:
    """Return the assets that an asset is cast in, by the names of type and asset."""
    found = [
        {
            "asset_id": asset.id, "asset_name": asset.name,
            "asset_type_name": type_names.get(asset.entity_type_id, ""), "preview_file_id": asset.preview_file_id,
            "nb_occurences": occurences[asset.id],
        }
        for asset in assets
    ]  # fmt: skip
    return sorted(found, key=lambda entry: (entry["asset_type_name"], entry["asset_name"]))
