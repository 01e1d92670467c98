"""What is true when entities go: what has work on it is cancelled first, and what holds others stays with them."""

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity
from chalicelib.entities.entities.rules import tell
from chalicelib.errors import BreaksRule, Refused
from chalicelib.store.ids import well_formed

REMOVABLE_TOGETHER = ("Asset", "Shot", "Edit", "Concept")


def ids_sent(body: Any) -> list[str]:
    """Return the ids that a body lists. Raises BreaksRule for anything else."""
    if not isinstance(body, list) or not all(well_formed(one) for one in body):
        raise BreaksRule("the body must be a list of ids")
    return [*dict.fromkeys(body)]


def below(entity: Entity, production: Iterable[Entity]) -> list[Entity]:
    """Return what hangs from an entity, the deepest last: an episode's assets are those made for it."""
    production = list(production)
    found, ids = [entity], {entity.id}
    while next_ones := [one for one in production if one.id not in ids and ids & {one.parent_id, _made_for(one)}]:
        found += next_ones
        ids |= {one.id for one in next_ones}
    return found[1:]


def _made_for(entity: Entity) -> str | None:
    """Return the episode for which an asset was made; a shot's source is a scene, which may go without it."""
    return entity.source_id if entity.type == "Asset" else None


def check_empty(entity: Entity, *, holds: bool, force: bool) -> None:
    """Refuse to remove a sequence or an episode that holds something, unless it is forced. Raises Refused."""
    if holds and not force:
        raise Refused(f"something hangs from {entity.name}")


def is_referred_to(scene: Entity, production: Iterable[Entity]) -> bool:
    """Return whether shots were made of a scene."""
    return any(scene.id in (one.source_id, one.parent_id) for one in production)


def goes_for_good(*, has_tasks: bool, force: bool) -> bool:
    """Return whether an entity goes, rather than being cancelled with its work kept."""
    return force or not has_tasks


def goes_with_others(entity: Entity, *, has_tasks: bool, force: bool) -> bool:
    """Return the same for one of several: what was cancelled before goes, and a concept always."""
    return entity.canceled or entity.type == "Concept" or goes_for_good(has_tasks=has_tasks, force=force)


def cancel(changes: Changes, entity: Entity, event: str = "update") -> Entity:
    """Take an entity out of the work, and tell."""
    cancelled = changes.save(replace(entity, canceled=True))
    tell(changes, cancelled, event)
    return cancelled
