"""Direct uploads: a client is told an address of the bucket, sends its file there, and the bucket tells us."""

import datetime as dt
import mimetypes
from typing import NamedTuple

import msgspec

from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule, TooLarge
from chalicelib.previews.files.records import PreviewFile
from chalicelib.previews.pictures import kinds
from chalicelib.previews.pictures.kinds import Name
from chalicelib.store.ids import new_id

ADDRESS_SECONDS = 3600  # for which an address is good: an hour lets 5 GiB pass at 12 Mbit/s
KNOWN_FOR = dt.timedelta(days=2)  # as long as the bucket keeps what was uploaded
MOST_PICTURE = 400 * 2**20  # bytes: a picture must fit on the 512 MB disk of a function, and the largest frame does
LEADING = {"image": kinds.PICTURES, "video": kinds.MOVIES}


class Announced(msgspec.Struct, frozen=True):
    """What the ticket of an upload remembers: the file's name and ending, and who sends it."""

    stem: str
    ending: str
    person_id: str | None


class Key(NamedTuple):
    """The ids in the name of an uploaded file."""

    preview_id: str
    upload_id: str


def check_file(name: str, size: int, content_type: str, most: int) -> Name:
    """Return the name of a file that may be uploaded. Raises BreaksRule, TooLarge."""
    found = kinds.name_of(name)
    if found.ending not in kinds.PUBLISHED:
        raise BreaksRule(f"name: {name!r} is nothing that can be published")
    if size < 1:
        raise BreaksRule("size: must be 1 byte or more")
    allowed = min(most, MOST_PICTURE) if found.ending in kinds.PICTURES else most
    if size > allowed:
        raise TooLarge(f"size: {size} bytes, at most {allowed}")
    leading = next((kind for kind, endings in LEADING.items() if found.ending in endings), None)
    if leading is not None and not content_type.startswith(f"{leading}/"):
        raise BreaksRule(f"content_type: {content_type!r} does not fit {name!r}")
    return found


def usual_type(name: str) -> str:
    """Return the content type that a name promises."""
    return mimetypes.guess_type(name)[0] or kinds.BYTES


def announce(changes: Changes, preview: PreviewFile, name: Name) -> str:
    """Expect an upload; returns the name that the file is to have in the bucket."""
    upload_id = new_id()
    announced = Announced(name.stem, name.ending, changes.by)
    changes.hand_out(ticket(upload_id), KNOWN_FOR, msgspec.json.encode(announced).decode())
    return f"uploads/{preview.id}/{upload_id}"


def ticket(upload_id: str) -> str:
    """Return the name of an upload's ticket."""
    return f"upload#{upload_id}"


def key_of(name: str) -> Key | None:
    """Return the ids in the name of an uploaded file, None for a name that no address of ours leads to."""
    parts = name.split("/")
    return Key(parts[1], parts[2]) if len(parts) == 3 and parts[0] == "uploads" and all(parts) else None
