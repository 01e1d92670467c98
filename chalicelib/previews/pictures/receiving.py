"""Takes a file that was sent for a preview: looks what it is, keeps it in the bucket, and makes its sizes."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from chalicelib.errors import NotFound
from chalicelib.previews.movies.rules import probe
from chalicelib.previews.pictures import kinds, rules
from chalicelib.previews.pictures.outcome import Outcome
from chalicelib.previews.pictures.remote import Remote
from chalicelib.store import files

BLOCK = 2**20  # bytes that are copied at once


def receive(place: str, sent: BinaryIO, size: int, ending: str) -> Outcome:
    """Keep a file below a place of its own, as what its ending says that it is. Raises Unreadable for no picture.

    `sent` can be sought in. At most some 40 MiB of it are in memory, and a picture once decoded.
    """
    sent.seek(0)
    if ending in kinds.PICTURES:
        return _picture(place, sent)
    if ending in kinds.MOVIES:
        return _movie(place, sent, size)
    _keep(place, sent, size, ending)
    return Outcome(ending, "ready", size)


def _picture(place: str, sent: BinaryIO) -> Outcome:
    kept = rules.original(rules.read(sent))
    with kept.file as file:
        files.put_stream(kinds.original(place, kinds.PICTURE), file, kept.size, kinds.PNG)  # type: ignore[arg-type]
    return Outcome(kinds.PICTURE, "ready", kept.size, kept.width, kept.height)


def _movie(place: str, sent: BinaryIO, size: int) -> Outcome:
    """Keep a movie as it came; to encode it takes ffmpeg, which is not part of this yet."""
    movie = probe(sent, size)
    if movie is None:
        return Outcome(kinds.MOVIE, "broken", reason="no movie, or damaged at its start")
    _keep(place, sent, size, kinds.MOVIE)
    facts = {
        "original_width": movie.width, "original_height": movie.height, "original_duration": movie.duration,
        "original_file_size": size,
    }  # fmt: skip
    return Outcome(kinds.MOVIE, "ready", size, movie.width, movie.height, movie.duration, data=facts)


def _keep(place: str, sent: BinaryIO, size: int, extension: str) -> None:
    sent.seek(0)
    files.put_stream(kinds.original(place, extension), sent, size, kinds.content_type(extension))


@contextlib.contextmanager
def fetched(name: str) -> Iterator[BinaryIO]:
    """Open a file of the bucket so that it can be sought in; what is large goes to the disk. Raises NotFound."""
    found = files.opened(name)
    with contextlib.closing(found.stream), tempfile.SpooledTemporaryFile(rules.MEMORY_FOR_A_FILE) as file:
        shutil.copyfileobj(found.stream, file, BLOCK)
        file.seek(0)
        yield file  # type: ignore[misc]


def receive_from_bucket(place: str, name: str, ending: str) -> Outcome:
    """Keep a file that lies in the bucket already, like `receive`; only a picture is put on the disk for that.

    Raises Unreadable, and NotFound for a file that has gone.
    """
    if ending in kinds.PICTURES:
        with fetched(name) as file:
            return receive(place, file, 0, ending)
    size = files.size_of(name)
    if size is None:
        raise NotFound(f"there is no file {name}")
    return receive(place, cast(BinaryIO, Remote(name, size)), size, ending)


def missing_variants(place: str) -> list[str]:
    """Return the sizes of a picture that are not made yet. Costs one request to S3."""
    there = set(files.below(place))
    return [size for size in kinds.VARIANTS if kinds.variant(place, size) not in there]


def make_variants(place: str) -> None:
    """Make a picture's sizes of its original; made twice they are the same. Raises NotFound, Unreadable."""
    with fetched(kinds.original(place, kinds.PICTURE)) as file:
        made = rules.variants(rules.read(file))
    for size, content in made.items():
        files.put(kinds.variant(place, size), content, kinds.PNG)
