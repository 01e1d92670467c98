"""The clips of an edit list, whatever program has written it."""

from typing import NamedTuple

from chalicelib.errors import BreaksRule


class Clip(NamedTuple):
    """A clip of a video track: its names, first that of its own, and where it lies in the track, in frames from 0."""

    names: tuple[str, ...]
    first: int
    length: int

    @property
    def name(self) -> str:
        """Return what it is called, without the extension of a file."""
        whole = next((name.strip() for name in self.names if name.strip()), "")
        stem, dot, extension = whole.rpartition(".")
        return stem if dot and stem and extension.isalnum() else whole


def unreadable(what: str) -> BreaksRule:
    """Return the refusal of a file that is no edit list of the kind that its name says."""
    return BreaksRule(f"file: this is no {what}")
