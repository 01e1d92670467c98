"""Packs files of the bucket into an archive, block by block: however large they are, little of them is in memory."""

import contextlib
import datetime as dt
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from typing import BinaryIO, NamedTuple, cast

from chalicelib.errors import NotFound
from chalicelib.previews.archives.rules import Packed, check_size
from chalicelib.previews.files.records import place_of
from chalicelib.previews.pictures.kinds import original
from chalicelib.store import files

BLOCK = 2**20  # bytes that are copied at once
FIRST, LAST = dt.datetime(1980, 1, 1), dt.datetime(2107, 12, 31)  # that an archive can tell of a file
READABLE = 0o644 << 16  # what unpacked files may be used for, in the form of archives


class Archive(NamedTuple):
    """A packed archive at its start, which its reader closes, and its bytes."""

    file: BinaryIO
    size: int


def pack(contents: Iterable[Packed]) -> Archive:
    """Return an archive of files as they are: pictures and movies are compressed already. Raises TooLarge.

    It is on the disk before its first byte is sent, so that nobody gets half of one. A file that went meanwhile is
    left out.
    """
    with contextlib.ExitStack() as failed:
        file = failed.enter_context(tempfile.TemporaryFile())
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            for one in contents:
                with contextlib.suppress(NotFound):
                    _add(archive, one, file.tell())
        size = file.tell()
        file.seek(0)
        failed.pop_all()
        return Archive(cast(BinaryIO, file), size)


def _add(archive: zipfile.ZipFile, one: Packed, before: int) -> None:
    """Add a file to an archive that has some bytes already. Raises NotFound, TooLarge."""
    preview = one.preview
    found = files.opened(original(place_of(preview.id, preview.kept_in), preview.extension or ""))
    entry = zipfile.ZipInfo(one.name, min(max(preview.created_at, FIRST), LAST).timetuple()[:6])
    entry.external_attr, entry.file_size = READABLE, found.length
    with contextlib.closing(found.stream):
        check_size(before + found.length)
        with archive.open(entry, "w") as target:
            shutil.copyfileobj(found.stream, target, BLOCK)
