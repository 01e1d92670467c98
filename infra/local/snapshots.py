"""Keeps what the emulator holds in memory in files, so that it outlives the emulator however that ends.

A snapshot is one file. It is complete on the disk before it gets its name, and the one before it is kept: whatever
happens while one is written, there is a whole one to start from. Objects (pictures, movies) are no part of it, the
emulator writes each to the disk at once.
"""

import contextlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

KEPT = 2  # the newest, and the one before in case the disk has damaged the newest

Encode = Callable[[Any], Any]
Decode = Callable[[dict[str, Any]], Any]


class Unreadable(Exception):
    """There are snapshots, and none of them can be read."""


class Snapshots:
    """The snapshots in a folder; `encode` and `decode` are for what JSON does not know."""

    def __init__(self, folder: Path, encode: Encode, decode: Decode) -> None:
        self.folder, self.encode, self.decode = folder, encode, decode
        folder.mkdir(parents=True, exist_ok=True)

    def read(self) -> dict[str, Any]:
        """Return the newest state that can be read, empty if there was never one; what can't be read is put aside."""
        for path in reversed(self._paths()):
            try:
                state: dict[str, Any] = json.loads(path.read_bytes(), object_hook=self.decode)
            except ValueError:
                path.rename(path.with_suffix(".unreadable"))
            else:
                return state
        if damaged := sorted(self.folder.glob("*.unreadable")):
            raise Unreadable(f"{damaged[-1]} can't be read, nor any before it; move them away to begin with nothing")
        return {}

    def write(self, state: dict[str, Any]) -> Path:
        """Keep the state, and forget all but the newest snapshots."""
        paths = self._paths()
        number = int(paths[-1].stem) + 1 if paths else 1
        path = self.folder / f"{number:010}.json"
        with _replacing(path) as part:
            # dumps, not dump: to write in pieces the library encodes in Python, which takes four times as long.
            part.write(json.dumps(state, default=self.encode, separators=(",", ":")).encode())
        for old in [*paths, path][:-KEPT]:
            old.unlink(missing_ok=True)
        return path

    def _paths(self) -> list[Path]:
        return sorted(self.folder.glob("*.json"))


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[Any]:
    """Open a file that gets its name when all of it is on the disk."""
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
