"""How clips are called: a convention that gives each shot a name, and finds the shot that a clip's name means."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from chalicelib.errors import Refused
from chalicelib.imports.otio.clips import Clip
from chalicelib.imports.otio.records import Shot
from chalicelib.imports.rows import Row

VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+?(?:_name)))", re.ASCII)
VARIABLES = ("project_name", "episode_name", "sequence_name", "shot_name")
IN_FILM = "${project_name}_${sequence_name}-${shot_name}"
IN_EPISODE = "${project_name}_${episode_name}-${sequence_name}-${shot_name}"
LONGEST = 400  # characters of a clip's name that are looked at


class Naming(NamedTuple):
    """A convention for a production, and of a series the episode that is meant."""

    convention: str
    project: str
    episode: str
    match_case: bool

    def key(self, name: str) -> str:
        """Return a name as it is compared."""
        return name if self.match_case else name.lower()

    def of(self, shot: Shot) -> str:
        """Return what a shot's clip is called."""
        values = dict(zip(VARIABLES, (self.project, shot.episode, shot.sequence, shot.name), strict=True))
        return VARIABLE.sub(lambda found: values.get(found[1] or found[2], ""), self.convention)


def pattern(convention: str) -> re.Pattern[str]:
    """Return the pattern of names that a convention makes. Raises Refused for one that names no sequence or shot."""
    names = [found[1] or found[2] for found in VARIABLE.finditer(convention)]
    if not {"sequence_name", "shot_name"} <= set(names):
        raise Refused("naming_convention: must have ${sequence_name} and ${shot_name}")
    if not set(names) <= set(VARIABLES) or len(set(names)) < len(names):
        raise Refused(f"naming_convention: knows {', '.join(VARIABLES)}, each once")
    literals = VARIABLE.split(convention)[::3]
    variables = [rf"(?P<{name}>\w*)" for name in names]
    parts = [part for pair in zip(map(re.escape, literals), [*variables, ""], strict=True) for part in pair]
    return re.compile("".join(parts))


def rows(clips: Iterable[Clip], shots: Iterable[Shot], naming: Naming) -> tuple[list[Row], Refused | None]:
    """Return the clips as rows of a sheet of shots, up to the first that means none, and why it means none."""
    known = {naming.key(naming.of(shot)): shot for shot in shots}
    made: list[Row] = []
    for number, clip in enumerate(clips, 1):
        try:
            episode, sequence, name = _meant(clip, known, naming)
        except Refused as refused:
            return made, refused
        frames = {"Nb Frames": clip.length, "Frame In": clip.first, "Frame Out": clip.first + clip.length - 1}
        cells = {"Episode": episode, "Sequence": sequence, "Name": name}
        made.append(Row(number, cells | {column: str(frame) for column, frame in frames.items()}))
    return made, None


def _meant(clip: Clip, known: dict[str, Shot], naming: Naming) -> tuple[str, str, str]:
    """Return the names of episode, sequence and shot that a clip means. Raises Refused."""
    name = clip.name[:LONGEST]
    shot = known.get(naming.key(name))
    if shot is not None:
        return shot.episode, shot.sequence, shot.name
    found = pattern(naming.convention).match(name)
    if found is None or not found["sequence_name"] or not found["shot_name"]:
        raise Refused(f"the clip {name[:80]!r} isn't called as {naming.convention} says")
    named = found.groupdict().get("episode_name")
    return naming.episode or named or "", found["sequence_name"], found["shot_name"]
