"""Zips that are the same, byte by byte, when what is in them is the same: nothing is deployed that has not changed."""

import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path

MOMENT = (1980, 1, 1, 0, 0, 0)  # the first that a zip can name
READABLE = 0o644 << 16


def files(folder: Path) -> dict[str, Path]:
    """Return all files below a folder by their names in it."""
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def write(target: Path, content: Mapping[str, Path]) -> None:
    """Write the files into a zip; it has its name when all of it is there."""
    part = target.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as made:
        for name, path in sorted(content.items()):
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.external_attr = READABLE
            made.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    part.replace(target)


def size(*zips: Path) -> int:
    """Return how many bytes the files in the zips have together when they are unpacked."""
    total = 0
    for path in zips:
        with zipfile.ZipFile(path) as opened:
            total += sum(entry.file_size for entry in opened.infolist())
    return total


def name_of(path: Path) -> str:
    """Return a name for the file that tells its content."""
    return f"{hashlib.sha256(path.read_bytes()).hexdigest()[:32]}{path.suffix}"
