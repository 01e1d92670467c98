"""Reads the shot or scene in which an instance is seen, with what was made of it there."""

from typing import NamedTuple

from chalicelib.entities.entities.records import Entity, entities
from chalicelib.entities.instances.records import AssetInstance
from chalicelib.errors import NotFound
from chalicelib.files.output_files.records import OutputFile, of_instance
from chalicelib.store import gather


class InPlace(NamedTuple):
    """A shot, scene or asset, and the outputs of an instance that were made in it."""

    entity: Entity
    files: list[OutputFile]


def in_place(instance: AssetInstance, entity_id: str) -> InPlace:
    """Return what was made of an instance in an entity of its production. Raises NotFound. Costs two trips."""
    entity, files = gather(lambda: entities.get(entity_id), lambda: of_instance(instance.id))
    if entity.project_id != instance.production_id:
        raise NotFound(f"there is no entity {entity_id} in the production of this instance")
    return InPlace(entity, [file for file in files if file.temporal_entity_id == entity.id])
