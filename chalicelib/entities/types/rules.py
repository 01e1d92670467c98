"""What is true of entity types: the built-in ones stay as they are, and one in use stays."""

from collections.abc import Iterable

from chalicelib.entities.types.records import ASSET, BUILT_IN, EntityType
from chalicelib.errors import BreaksRule, StillUsed


def check_not_built_in(entity_type: EntityType) -> None:
    """Refuse to rename or remove what the studio is built on. Raises BreaksRule."""
    if entity_type.name in BUILT_IN:
        raise BreaksRule(f"{entity_type.name} is built in")


def check_unused(entity_type: EntityType, used: bool) -> None:
    """Refuse to remove a type of which there are entities. Raises StillUsed."""
    if used:
        raise StillUsed(f"there are entities of the type {entity_type.name}")


def asset_types(found: Iterable[EntityType]) -> list[EntityType]:
    """Return those that are types of assets."""
    return [one for one in found if one.kind == ASSET]
