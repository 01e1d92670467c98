"""What can be said of a movie without an encoder: whether it is one, and what an MP4 tells of itself in its header."""

import struct
from collections.abc import Iterator
from typing import NamedTuple, Protocol

MOST_BOXES = 10_000  # a header has some dozens
WITHIN = frozenset({b"moov", b"trak"})
WINDOWS = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")  # an ASF file begins with it
MATROSKA = bytes.fromhex("1a45dfa3")
FIXED_POINT = 2**16
ENDLESS = 0xFFFFFFFF  # a duration that nobody knows


class Readable(Protocol):
    """What can be read at any place: a file, or one of the bucket."""

    def seek(self, place: int, /) -> int:
        """Go to a place; returns it."""

    def read(self, count: int, /) -> bytes:
        """Return at most so many bytes, fewer only at the end."""


class Movie(NamedTuple):
    """What is known of a movie: pixels and seconds, 0 where its container doesn't tell."""

    width: int = 0
    height: int = 0
    duration: float = 0.0


class Box(NamedTuple):
    """A box of an MP4: its kind, where its content begins and how long that is."""

    kind: bytes
    start: int
    length: int


def probe(file: Readable, size: int) -> Movie | None:
    """Return what a movie tells of itself, None for a file that is none."""
    file.seek(0)
    head = file.read(16)
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free"):
        return _mp4(file, size)
    known = head.startswith((MATROSKA, WINDOWS)) or (head[:4] == b"RIFF" and head[8:12] == b"AVI ")
    return Movie() if known else None


def _mp4(file: Readable, size: int) -> Movie | None:
    """Read the header of an MP4; one without a header can't be played."""
    width = height = 0
    duration = None
    for box in _boxes(file, size):
        if box.kind == b"mvhd":
            duration = _duration(_content(file, box))
        elif box.kind == b"tkhd":
            found = _pixels(_content(file, box))
            width, height = max((width, height), found)
    return None if duration is None else Movie(width, height, duration)


def _boxes(file: Readable, size: int) -> Iterator[Box]:
    """Yield the boxes of a file, those inside of its header too; a damaged length ends it."""
    place = 0
    for _ in range(MOST_BOXES):
        file.seek(place)
        head = file.read(16)
        if len(head) < 8 or place >= size:
            return
        length, kind = struct.unpack(">I4s", head[:8])
        begin = 8
        if length == 1 and len(head) == 16:
            length, begin = struct.unpack(">Q", head[8:])[0], 16
        elif length == 0:
            length = size - place
        if length < begin or place + length > size:
            return
        yield Box(kind, place + begin, length - begin)
        place += begin if kind in WITHIN else length


def _content(file: Readable, box: Box) -> bytes:
    file.seek(box.start)
    return file.read(min(box.length, 128))


def _duration(content: bytes) -> float:
    """Return the seconds that a movie's header tells."""
    at, form = (20, ">IQ") if content[:1] == b"\x01" else (12, ">II")
    if len(content) < at + struct.calcsize(form):
        return 0.0
    scale, units = struct.unpack_from(form, content, at)
    return units / scale if scale and units != ENDLESS else 0.0


def _pixels(content: bytes) -> tuple[int, int]:
    """Return the size of a track's picture; a sound's is 0 x 0."""
    at = 88 if content[:1] == b"\x01" else 76
    if len(content) < at + 8:
        return 0, 0
    width, height = struct.unpack_from(">II", content, at)
    return width // FIXED_POINT, height // FIXED_POINT
