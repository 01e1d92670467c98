"""What differs between the lists of assets, shots, sequences, episodes, scenes, edits and concepts."""

from typing import NamedTuple

from chalicelib import access


class Kind(NamedTuple):
    """A kind of entities as its lists show it.

    parent: what the query string calls the entity that it lives below. closed_to: the roles that don't see the list.
    project_name, sequence_name: whether each entry names them. orphans: whether entities without a parent are listed.
    """

    name: str
    parent: str = ""
    closed_to: tuple[str, ...] = ()
    project_name: bool = False
    sequence_name: bool = False
    orphans: bool = True


ASSETS = Kind("Asset", "episode_id")
SHOTS = Kind("Shot", "sequence_id", project_name=True, sequence_name=True, orphans=False)
SEQUENCES = Kind("Sequence", "episode_id")
EPISODES = Kind("Episode")
SCENES = Kind("Scene", closed_to=(access.VENDOR,), project_name=True, sequence_name=True)
EDITS = Kind("Edit", project_name=True)
CONCEPTS = Kind("Concept", closed_to=(access.CLIENT, access.VENDOR), project_name=True)
HOLDING = ("Sequence", "Episode")  # a vendor sees those that hold something of theirs
