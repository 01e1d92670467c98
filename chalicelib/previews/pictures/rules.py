"""What becomes of a picture that somebody sends: read with suspicion, and shown in the sizes of the pages."""

import contextlib
import io
import struct
import tempfile
import threading
import warnings
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, BinaryIO, NamedTuple

if TYPE_CHECKING:  # Pillow is imported inside the functions: whoever imports this module for a name doesn't pay for it
    from PIL import Image

PREVIEW_KINDS = ("PNG", "JPEG")
AVATAR_KINDS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")

# 16,384 x 8,192: the largest frame that a studio works with. It takes 512 MiB decoded, twice that while it is turned or
# resized with its transparency, and three times as a progressive JPEG that is read: 2 GiB of memory suffice.
MOST_PIXELS = 2**27
# A JPEG's scan of 53 bytes costs up to 50 ms, a pass over the whole picture; encoders write about ten.
MOST_SCANS = 100

THUMBNAIL, SQUARE, AVATAR, CHAT_THUMBNAIL = (150, 100), (100, 100), (400, 400), (150, 150)
PREVIEW_WIDTH = 1200
PREVIEW_HIGHEST = 16_384  # the most that every browser's canvas takes, and annotations are drawn on one

# Measured at 1920 x 1080: a render 129 ms and 3.6 MB at level 1, 286 ms and 3.1 MB at 4, 452 ms and 3.1 MB at 6; flat
# colours half of level 1's size from 4 on. A 16K frame takes 18 s at 4 and 9 s at 1, for 13 % more.
# A small picture is written as the contract's recordings have it, to the byte, for some milliseconds.
COMPRESS_LEVELS = ((2**19, 6), (2**24, 4), (MOST_PIXELS, 1))  # up to so many pixels
REDUCING_GAP = 3.0  # shrunk by whole numbers first, down to three times the size: no eye tells the difference
MEMORY_FOR_A_FILE = 32 * 2**20  # bytes: a 4K frame stays in memory, a larger one goes to the disk

_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}  # EXIF's orientation to Pillow's Transpose
_DECODING = threading.Lock()


class Unreadable(Exception):
    """The file is no picture that can be shown; the message says why, to the person who sent it."""


class Original(NamedTuple):
    """A picture as it is kept: an open PNG file at its start, its bytes, and its width and height in pixels."""

    file: IO[bytes]
    size: int
    width: int
    height: int


def read(source: BinaryIO, kinds: tuple[str, ...] = PREVIEW_KINDS, enough: int | None = None) -> "Image.Image":
    """Return the picture upright, in sRGB, as RGB or RGBA and without metadata; of a moving one the first frame.

    `source` is a local file that can be sought in. Where only small sizes are made, `enough` is the number of pixels
    that the shorter side must keep: a JPEG is then decoded at an eighth to a half of its size. Raises Unreadable, and
    nothing else, for whatever the file holds.
    """
    with _guarded(kinds):
        image = _open(source, kinds)
        if enough is not None:
            image.draft(None, (enough, enough))
        image.load()
        image = _in_srgb(_upright(image))
        image.info = {}  # or saving would write the profile again
        return image


def original(picture: "Image.Image") -> Original:
    """Write the picture again as the PNG that is kept and served; the caller closes its file."""
    file = tempfile.SpooledTemporaryFile(MEMORY_FOR_A_FILE)  # noqa: SIM115 (the caller's, who closes it)
    _save(picture, file)
    size = file.tell()
    file.seek(0)
    return Original(file, size, picture.width, picture.height)


def variants(picture: "Image.Image") -> dict[str, bytes]:
    """Make the PNG of each size that the pages show, by the name that its path uses."""
    preview = _resized(picture, preview_size(picture.width, picture.height))
    # Thumbnails of a large picture cost next to nothing when they are made of its preview.
    near = preview if picture.width > preview.width else picture
    return {
        "previews": _png(preview),
        "thumbnails": _png(_inside(near, THUMBNAIL)),
        "thumbnails-square": _png(_inside(near, SQUARE)),
    }


def preview_size(width: int, height: int) -> tuple[int, int]:
    """Return the size of a picture's preview: 1200 wide, but never higher than 16,384.

    A strip more than 13.6 times as high as wide is as wide as that height allows: else a line of 1 x 20,000 pixels
    would become a picture of 29 gigapixels.
    """
    high = -(-PREVIEW_WIDTH * height // width)
    if high <= PREVIEW_HIGHEST:
        return PREVIEW_WIDTH, high
    return max(1, PREVIEW_HIGHEST * width // height), PREVIEW_HIGHEST


def avatar(source: BinaryIO) -> bytes:
    """Make the PNG that shows a person, a project or the organisation: the whole picture on a transparent square."""
    return _png(_inside(read(source, AVATAR_KINDS, enough=2 * AVATAR[0]), AVATAR))


def small(picture: "Image.Image", size: tuple[int, int]) -> bytes:
    """Make the PNG of that size with the whole picture in its middle."""
    return _png(_inside(picture, size))


def chat_thumbnail(source: BinaryIO) -> bytes:
    """Make the PNG that shows a picture in a chat: its middle, as a square."""
    picture = read(source, AVATAR_KINDS, enough=2 * CHAT_THUMBNAIL[0])
    side = min(picture.size)
    left, top = (picture.width - side) // 2, (picture.height - side) // 2
    return _png(_resized(picture, CHAT_THUMBNAIL, (left, top, left + side, top + side)))


@contextlib.contextmanager
def _guarded(kinds: tuple[str, ...]) -> Iterator[None]:
    """Turn all that goes wrong inside into Unreadable; one at a time, as warnings and memory are the process's."""
    from PIL import Image, UnidentifiedImageError

    with _DECODING, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Pillow's own limit of pixels can't name the size, and is too low for a 16K frame; _open checks instead of it.
        pillows_limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
        try:
            yield
        except Unreadable:
            raise
        except UnidentifiedImageError as error:
            raise Unreadable(f"no picture of these kinds: {', '.join(kinds)}, or damaged at its start") from error
        except MemoryError as error:
            raise Unreadable("too large for the memory of the server") from error
        except Exception as error:  # a decoder may raise anything for damaged bytes: it did for a dozen types
            raise Unreadable("truncated" if "runcated" in str(error) else "damaged") from error
        finally:
            Image.MAX_IMAGE_PIXELS = pillows_limit


def _open(source: BinaryIO, kinds: tuple[str, ...]) -> "Image.Image":
    """Read the header alone, and refuse a size that would not fit before anything is decoded."""
    from PIL import Image

    image = Image.open(source, formats=kinds)
    if image.width * image.height > MOST_PIXELS:
        raise Unreadable(f"too many pixels: {image.width} x {image.height}, at most {MOST_PIXELS:,}")
    if image.format in ("JPEG", "MPO"):
        _check_scans(source)
    return image


def _check_scans(source: BinaryIO) -> None:
    """Refuse a JPEG with so many scans that only an attack can be meant; the place in the file is kept."""
    place, scans, before = source.tell(), 0, b""
    source.seek(0)
    while block := source.read(2**20):
        scans += (before + block).count(b"\xff\xda")
        before = block[-1:]
    source.seek(place)
    if scans > MOST_SCANS:
        raise Unreadable(f"a JPEG of {scans} scans, at most {MOST_SCANS}")


def _upright(image: "Image.Image") -> "Image.Image":
    """Turn the picture as its camera was held; one whose notes can't be read stays as it is."""
    from PIL.Image import Transpose

    try:
        turn = _TURNS.get(image.getexif().get(0x0112, 1))
    except (SyntaxError, ValueError, TypeError, LookupError, OSError, struct.error):
        return image
    return image if turn is None else image.transpose(Transpose(turn))


def _in_srgb(image: "Image.Image") -> "Image.Image":
    """Return the picture as RGB or RGBA, its colours moved from its own profile to sRGB."""
    profile = image.info.get("icc_profile")
    image = _plain(image)
    if profile:
        image = _moved_to_srgb(image, profile)
    return image if image.mode in ("RGB", "RGBA") else _in_rgb(image)


def _in_rgb(image: "Image.Image") -> "Image.Image":
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _plain(image: "Image.Image") -> "Image.Image":
    """Return the picture in 8 bits a channel, without a palette, a see-through colour made an alpha channel."""
    if image.mode in ("P", "PA"):
        return _in_rgb(image)
    if image.mode == "F" or image.mode.startswith("I"):
        # Pillow's own conversion cuts off what is above 255. Floats are taken as 0 to 1, as renderers write them.
        numbers = image if image.mode in ("F", "I;16") else image.convert("I")
        scale = 255 if image.mode == "F" else 1 / 256
        return numbers.point(lambda value: value * scale).convert("L")
    if "transparency" in image.info and image.mode in ("1", "L", "RGB"):
        return image.convert("RGBA" if image.mode == "RGB" else "LA")
    return image


def _moved_to_srgb(image: "Image.Image", profile: bytes) -> "Image.Image":
    """Move the colours to sRGB; a profile that is damaged or meant for another kind of picture is passed over."""
    from PIL import ImageCms

    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        space = given.profile.xcolor_space.strip()
        srgb = ImageCms.createProfile("sRGB")
        if space == "RGB" and image.mode in ("RGB", "RGBA"):
            ImageCms.profileToProfile(image, given, srgb, inPlace=True)  # a copy of a 16K frame would take 512 MiB
            return image
        if (space, image.mode) not in (("GRAY", "L"), ("GRAY", "LA"), ("CMYK", "CMYK")):
            return image
        base = image.convert("L") if image.mode == "LA" else image
        moved = ImageCms.profileToProfile(base, given, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image
    if moved and image.mode == "LA":
        moved.putalpha(image.getchannel("A"))
    return moved or image


def _inside(picture: "Image.Image", size: tuple[int, int]) -> "Image.Image":
    """Return the whole picture, enlarged or made smaller, in the middle of a transparent one of that size."""
    from PIL import Image

    scale = min(size[0] / picture.width, size[1] / picture.height)
    width, height = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    ground = Image.new("RGBA", size, (0, 0, 0, 0))
    ground.paste(_resized(picture, (width, height)), ((size[0] - width) // 2, (size[1] - height) // 2))
    return ground


def _resized(
    picture: "Image.Image", size: tuple[int, int], box: tuple[int, int, int, int] | None = None
) -> "Image.Image":
    """Return the picture, or the box of it, at that size."""
    from PIL.Image import Resampling

    return picture.resize(size, Resampling.LANCZOS, box, REDUCING_GAP)


def _png(picture: "Image.Image") -> bytes:
    file = io.BytesIO()
    _save(picture, file)
    return file.getvalue()


def _save(picture: "Image.Image", file: IO[bytes]) -> None:
    pixels = picture.width * picture.height
    level = next((level for most, level in COMPRESS_LEVELS if pixels <= most), COMPRESS_LEVELS[-1][1])
    picture.save(file, "PNG", compress_level=level)
