"""What somebody sees of a production's entities; a vendor sees less than everybody else."""

from typing import NamedTuple

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.entities.access import assigned_entities, hidden_from
from chalicelib.entities.entities.records import entities
from chalicelib.entities.lists.kinds import HOLDING
from chalicelib.entities.types.records import ASSET
from chalicelib.store import gather


class Sight(NamedTuple):
    """The ids of what a caller may see, None for all; and the metadata columns that they may not see."""

    seen: set[str] | None
    hidden: frozenset[str]

    def shows(self, entity_id: str) -> bool:
        """Return whether the caller sees an entity."""
        return self.seen is None or entity_id in self.seen


def sight_of(by: Actor, production: str, kind: str) -> Sight:
    """Return what somebody sees of a kind. Costs nothing but for vendors, for them four trips at most."""
    if by.role_in(production) != access.VENDOR:
        return Sight(None, frozenset())
    seen, hidden = gather(lambda: _seen_by_vendor(by, production, kind), lambda: hidden_from(by, production))
    return Sight(seen, hidden)


def _seen_by_vendor(by: Actor, production: str, kind: str) -> set[str]:
    own = assigned_entities(by, production)
    if kind not in HOLDING:
        return own
    found = entities.many(own).values()
    sequences = {entity.parent_id for entity in found if entity.type == "Shot" and entity.parent_id}
    if kind == "Sequence":
        return sequences
    above = {sequence.parent_id for sequence in entities.many(sequences).values() if sequence.parent_id}
    return above | {asset.source_id for asset in found if asset.type == ASSET and asset.source_id}
