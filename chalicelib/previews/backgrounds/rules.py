"""What is true of backgrounds: one is the default, names are unique, and productions choose among them."""

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeVar

import msgspec

from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule
from chalicelib.previews.backgrounds.records import PreviewBackgroundFile
from chalicelib.previews.pictures.rules import MOST_PIXELS, Unreadable
from chalicelib.projects.projects.records import Project
from chalicelib.projects.templates.records import ProjectTemplate

if TYPE_CHECKING:
    from PIL import Image

replace = msgspec.structs.replace
Setup = TypeVar("Setup", Project, ProjectTemplate)
MOST_LINE = 1000  # bytes of a header's line
MOST_LINES = 100
SAMPLES = (600, 400)  # pixels that are taken of a picture, across and down: enough for a small one
ENCODED = range(8, 32_768)  # widths of pictures whose lines can be run-length encoded
LONGEST_RUN = 128


def check_name(name: str, others: Iterable[PreviewBackgroundFile]) -> None:
    """Refuse the name of another background. Raises BreaksRule."""
    if any(other.name == name for other in others):
        raise BreaksRule("name: another background has this name")


def only_default(changes: Changes, others: Iterable[PreviewBackgroundFile]) -> None:
    """Take the default from the others."""
    for other in others:
        if other.is_default:
            changes.save(replace(other, is_default=False))


def using(setup: Setup, background_id: str) -> Setup:
    """Return a production or template that offers a background too."""
    return replace(setup, preview_background_files=[*dict.fromkeys([*setup.preview_background_files, background_id])])


def without(setup: Setup, background_id: str) -> Setup:
    """Return a production or template that doesn't offer a background any more, nor has it as its default."""
    left = [one for one in setup.preview_background_files if one != background_id]
    default = setup.default_preview_background_file_id
    return replace(
        setup, preview_background_files=left,
        default_preview_background_file_id=None if default == background_id else default,
    )  # fmt: skip


class Size(NamedTuple):
    """Pixels across and down."""

    width: int
    height: int


def read_radiance(file: BinaryIO) -> "Image.Image":
    """Return a small picture of a Radiance file, as bright as a screen can show it. Raises Unreadable.

    A line of the file is in memory at once. Of the old form, in which repeated pixels are counted, nothing is read.
    """
    from PIL import Image

    file.seek(0)
    size = _header(file)
    down, across = max(1, size.height // SAMPLES[1]), max(1, size.width // SAMPLES[0])
    rows = []
    for number in range(size.height):
        planes = _line(file, size.width)
        if number % down == 0:
            rows.append(_shown([plane[::across] for plane in planes]))
    width = len(range(0, size.width, across))
    return Image.frombytes("RGB", (width, len(rows)), b"".join(rows))


def _header(file: BinaryIO) -> Size:
    """Read up to the line that tells the size."""
    if not file.readline(MOST_LINE).startswith(b"#?"):
        raise Unreadable("no Radiance picture")
    for _ in range(MOST_LINES):
        if file.readline(MOST_LINE) in (b"\n", b"\r\n", b""):
            break
    words = file.readline(MOST_LINE).split()
    if len(words) != 4 or words[0] != b"-Y" or words[2] != b"+X" or not (words[1] + words[3]).isdigit():
        raise Unreadable("its size can't be read")
    size = Size(int(words[3]), int(words[1]))
    if not 0 < size.width * size.height <= MOST_PIXELS:
        raise Unreadable(f"{size.width} x {size.height} pixels, at most {MOST_PIXELS:,}")
    return size


def _line(file: BinaryIO, width: int) -> list[bytes]:
    """Return the red, green, blue and exponents of a line."""
    head = _bytes(file, 4)
    if width in ENCODED and head == bytes((2, 2, width >> 8, width & 255)):
        return [_plane(file, width) for _ in range(4)]
    pixels = head + _bytes(file, 4 * width - 4)
    return [pixels[channel::4] for channel in range(4)]


def _plane(file: BinaryIO, width: int) -> bytes:
    plane = bytearray()
    while len(plane) < width:
        count = _bytes(file, 1)[0]
        plane += _bytes(file, 1) * (count - LONGEST_RUN) if count > LONGEST_RUN else _bytes(file, count or width + 1)
    if len(plane) != width:
        raise Unreadable("damaged")
    return bytes(plane)


def _bytes(file: BinaryIO, count: int) -> bytes:
    found = file.read(count)
    if len(found) != count:
        raise Unreadable("truncated")
    return found


def _shown(planes: list[bytes]) -> bytes:
    """Return the pixels of a line as a screen shows them: what is brighter than white is white."""
    return bytes(
        min(255, round(255 * math.ldexp(channel + 0.5, exponent - 136) ** (1 / 2.2))) if exponent else 0
        for *channels, exponent in zip(*planes, strict=True)
        for channel in channels
    )
