"""What is in the archive of a playlist, under names that are safe to unpack, and how large it may get."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from chalicelib.errors import TooLarge
from chalicelib.previews.files.records import PreviewFile
from chalicelib.previews.files.rules import in_revision
from chalicelib.settings import settings

# Bytes on AWS: a function has 512 MB of disk, and half a minute for both ways of S3, some 100 MB a second each.
MOST = 400 * 2**20
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')  # no folders, and nothing that a file system refuses


class Packed(NamedTuple):
    """A file of an archive: its name there, and the preview whose file it is."""

    name: str
    preview: PreviewFile


def to_pack(shown: Iterable[PreviewFile], of_tasks: dict[str, list[PreviewFile]]) -> list[PreviewFile]:
    """Return what a playlist shows with what is beside it in its revision, in order, each once; only what has a file.

    `of_tasks` are all previews of the tasks, by the tasks' ids.
    """
    found = (one for preview in shown for one in in_revision(of_tasks[preview.task_id], preview.revision))
    return [one for one in {one.id: one for one in found}.values() if one.status == "ready" and one.extension]


def safe(name: str) -> str:
    """Return a name without what could lead out of the folder that an archive is unpacked in, and no hidden one."""
    return _UNSAFE.sub("_", name).lstrip(". ") or "_"


def distinct(names: Iterable[str]) -> list[str]:
    """Return names of which none is there twice, whatever their case: a second one gets its number before it."""
    taken: set[str] = set()
    found = []
    for number, name in enumerate(names, start=1):
        own = name
        while own.lower() in taken:
            own = f"{number:04}_{own}"
        taken.add(own.lower())
        found.append(own)
    return found


def check_size(size: int) -> None:
    """Refuse more than a function can pack. Raises TooLarge."""
    if size > MOST and not settings().local:
        raise TooLarge(f"more than {MOST} bytes: make playlists of fewer entries, or download the files one by one")
