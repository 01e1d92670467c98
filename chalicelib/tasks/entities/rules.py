"""Which of a production's entities lie in a sequence or belong to an episode."""

from chalicelib.entities.entities.records import Entity


def shots_of(place: Entity, found: list[Entity]) -> list[Entity]:
    """Return the shots of a sequence, or those in the sequences of an episode."""
    above = {place.id} | {one.id for one in found if one.type == "Sequence" and one.parent_id == place.id}
    return [one for one in found if one.type == "Shot" and one.parent_id in above]


def assets_of(episode: Entity, found: list[Entity]) -> list[Entity]:
    """Return the assets that were made for an episode."""
    return [one for one in found if one.source_id == episode.id]


def edits_of(episode: Entity, found: list[Entity]) -> list[Entity]:
    """Return the edits of an episode."""
    return [one for one in found if one.parent_id == episode.id]
