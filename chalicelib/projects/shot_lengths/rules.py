"""How long a shot is, by the movie that was made of it."""

from collections.abc import Iterable

from chalicelib.entities.entities.records import Entity
from chalicelib.projects.projects.records import Project

FPS = 25.0


def frames_of(seconds: float, project: Project) -> int:
    """Return a duration in the production's frames; one whose rate is no number counts in 25 a second."""
    try:
        rate = float(project.fps or FPS)
    except ValueError:
        rate = FPS
    return round(seconds * rate)


def in_episode(shots: Iterable[Entity], sequences: Iterable[Entity], episode_id: str | None) -> list[Entity]:
    """Return the shots of an episode's sequences; all of them without an episode."""
    theirs = {sequence.id for sequence in sequences if episode_id in (None, sequence.parent_id)}
    return [shot for shot in shots if episode_id is None or shot.parent_id in theirs]
