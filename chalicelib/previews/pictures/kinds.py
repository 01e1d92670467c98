"""Which files can be published: what the ending of a name says, and under which names the bucket keeps what."""

from typing import NamedTuple

PICTURES = frozenset({"jpg", "jpeg", "jpe", "png"})
MOVIES = frozenset({"avi", "m4v", "mkv", "mov", "mp4", "webm", "wmv"})
OTHERS = frozenset(
    {
        "ae", "ai", "blend", "clip", "comp", "diff", "exr", "fbx", "fla", "flv", "gif", "glb", "gltf", "hip", "kra",
        "ma", "mb", "md", "mp3", "obj", "pdf", "psd", "psb", "rar", "rev", "riv", "sai", "sai2", "sbbkp", "svg", "swf",
        "tvpp", "wav", "zip",
    }
)  # fmt: skip
PUBLISHED = PICTURES | MOVIES | OTHERS
PICTURE, MOVIE = "png", "mp4"  # the endings of what pictures and movies are kept as
VARIANTS = ("thumbnails", "thumbnails-square", "previews")
PNG, PDF, MP4, BYTES = "image/png", "application/pdf", "video/mp4", "application/octet-stream"
LONGEST_NAME = 250  # characters that a record keeps


class Name(NamedTuple):
    """A file's name without its ending, and the ending in lower case without its point."""

    stem: str
    ending: str


def name_of(sent: str) -> Name:
    """Return what a client calls a file, without the folders that some send along."""
    name = sent.replace("\\", "/").rpartition("/")[2]
    stem, point, ending = name.rpartition(".")
    return Name(stem[:LONGEST_NAME], ending.lower()) if point else Name(name[:LONGEST_NAME], "")


def kept_as(ending: str) -> str:
    """Return the ending under which a published file is kept: pictures become PNG, movies MP4."""
    if ending in PICTURES:
        return PICTURE
    return MOVIE if ending in MOVIES else ending


def content_type(extension: str | None) -> str:
    """Return the type with which a kept file is served; whatever a browser might run is just bytes."""
    return {PICTURE: PNG, "pdf": PDF, MOVIE: MP4}.get(extension or "", BYTES)


def original(place: str, extension: str) -> str:
    """Return where a preview's own file lies in the bucket, below the place of this file."""
    return f"{place}original.{extension}"


def variant(place: str, size: str) -> str:
    """Return where a picture lies in the size of the pages, below the place of this file."""
    return f"{place}{size}.png"
