"""What the export of a night is called, what it lists, and what it says went wrong."""

import datetime as dt
from collections.abc import Iterable

import msgspec

from chalicelib.projects.projects.records import Project

MANIFEST = "manifest.json"


class File(msgspec.Struct, frozen=True):
    """A sheet in the bucket: its whole name, its bytes, its rows without the head, and the hash of its content."""

    name: str
    bytes: int
    rows: int
    sha256: str


class Exported(msgspec.Struct, frozen=True):
    """A production whose sheets are in the bucket."""

    id: str
    name: str
    files: list[File]


class Failed(msgspec.Struct, frozen=True):
    """A production that could not be exported this time; what lies in its folder, if anything, is older.

    The reason is a kind of error only: its words might quote what only the production's team may read.
    """

    id: str
    name: str
    reason: str


class Manifest(msgspec.Struct, frozen=True):
    """What a run has exported: written last, so that what it lists is there. `run` is the moment it was due, UTC."""

    version: str
    run: dt.datetime
    productions: list[Exported]
    failed: list[Failed]


def day_of(run: dt.datetime) -> str:
    """Return the folder of a run: of one day there is one export, and a later run replaces it."""
    return f"exports/{run:%Y-%m-%d}"


def sheet_name(run: dt.datetime, project: Project, safe_name: str, sheet: str) -> str:
    """Return where a sheet lies; the id tells apart two productions whose names are alike when they are made safe."""
    return f"{day_of(run)}/{safe_name}-{project.id}/{sheet}.csv"


def moment(text: str) -> dt.datetime:
    """Return the moment that an event was due, of its time in ISO 8601; UTC, without a zone, in whole seconds."""
    found = dt.datetime.fromisoformat(text)
    return (found if found.tzinfo is None else found.astimezone(dt.UTC)).replace(tzinfo=None, microsecond=0)


def complaint(failed: Iterable[Failed]) -> str:
    """Return what the log says of a run of which something is missing."""
    return "not exported: " + "; ".join(f"{one.id}: {one.reason}" for one in failed)
