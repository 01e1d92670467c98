"""Reads the shots that the clips of an edit list may mean."""

from typing import NamedTuple

from chalicelib.entities.entities.records import of_kinds


class Shot(NamedTuple):
    """A shot, and the names of where it lies."""

    id: str
    episode: str
    sequence: str
    name: str


def shots_of(project_id: str, episode_id: str | None) -> list[Shot]:
    """Return a production's shots, or those of an episode. Costs one Query chain."""
    found = of_kinds(project_id, "Episode", "Shot")
    by_id = {one.id: one for one in found}
    shots = []
    for one in found:
        sequence = by_id.get(one.parent_id or "") if one.type == "Shot" else None
        if sequence is None or episode_id not in (None, sequence.parent_id):
            continue
        episode = by_id.get(sequence.parent_id or "")
        shots.append(Shot(one.id, episode.name if episode else "", sequence.name, one.name))
    return shots
