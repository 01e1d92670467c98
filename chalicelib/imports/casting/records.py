"""Reads once what the rows of a casting name: the production's shots, assets and episodes, as slugs."""

from typing import NamedTuple

from chalicelib.entities.entities.records import Entity, of_kinds
from chalicelib.entities.types.records import entity_types
from chalicelib.imports.slugs import slug
from chalicelib.projects.projects.records import Project
from chalicelib.projects.projects.rules import TVSHOW
from chalicelib.store import gather

Named = dict[tuple[str, ...], str]


class Places(NamedTuple):
    """Ids by slugs: of shots by episode, sequence and name, of assets by type and name, of episodes by name."""

    shots: Named
    assets: Named
    episodes: Named
    is_show: bool


def read(project: Project) -> Places:
    """Return what a production's casting is made of. Costs one trip."""
    found, types = gather(lambda: of_kinds(project.id, "Asset", "Shot"), entity_types.all)
    by_id = {one.id: one for one in found}
    type_names = {one.id: one.name for one in types}
    places = Places({}, {}, {}, project.production_type == TVSHOW)
    for entity in found:
        match entity.type:
            case "Shot":
                places.shots.setdefault(_of_shot(entity, by_id), entity.id)
            case "Asset":
                type_name = type_names.get(entity.entity_type_id, "")
                places.assets.setdefault((slug(type_name), slug(entity.name)), entity.id)
            case "Episode":
                places.episodes.setdefault((slug(entity.name),), entity.id)
    return places


def _of_shot(shot: Entity, by_id: dict[str, Entity]) -> tuple[str, ...]:
    sequence = by_id.get(shot.parent_id or "")
    episode = by_id.get(sequence.parent_id or "") if sequence else None
    return tuple(slug(one.name) if one else "" for one in (episode, sequence, shot))
