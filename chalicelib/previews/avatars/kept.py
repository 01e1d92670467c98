"""Keeps and shows the one picture that a person, a production or the organisation has."""

from typing import Any

import msgspec
from msgspec import Struct

from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule, NotFound
from chalicelib.people.organisation.records import Organisation, organisations
from chalicelib.people.persons.records import Person
from chalicelib.previews.pictures.kinds import PNG
from chalicelib.previews.pictures.rules import Unreadable, avatar
from chalicelib.previews.serving import Served, serve
from chalicelib.projects.projects.records import Project
from chalicelib.store import files
from chalicelib.store.records import kind_of
from chalicelib.web.body import Sent
from chalicelib.web.http import Answer, Request

Pictured = Person | Project | Organisation


def place(record: Pictured) -> str:
    """Return where a record's picture lies in the bucket."""
    return f"pictures/{kind_of(type(record))}s/{record.id}.png"


def keep(changes: Changes, record: Pictured, sent: Sent) -> dict[str, str]:
    """Keep the picture of a form as a record's own. Raises BreaksRule for none, or one that can't be read."""
    if "file" not in sent.files:
        raise BreaksRule("file: is required, as a file of a form")
    stream = sent.files["file"].stream
    stream.seek(0)
    try:
        content = avatar(stream)
    except Unreadable as error:
        raise BreaksRule(f"file: {error}") from error
    files.put(place(record), content, PNG)
    kind = kind_of(type(record))
    changes.save(msgspec.structs.replace(record, has_avatar=True))
    facts: dict[str, Any] = {f"{kind}_id": record.id}
    changes.tell(f"{kind}:set-thumbnail", **facts)
    return {"thumbnail_path": f"pictures/thumbnails/{kind}s/{record.id}.png"}


class Thumbnail(Struct):
    """Where the picture is."""

    thumbnail_path: str


def see(request: Request, record: Pictured) -> Answer:
    """Show a record's picture. Raises NotFound for one that has none."""
    if not record.has_avatar:
        raise NotFound("it has no picture")
    version = f"{record.id}-{record.updated_at:%Y%m%d%H%M%S}"
    return serve(request, Served(place(record), PNG, version, record.updated_at))


def organisation(name: str) -> Organisation:
    """Return the studio's one organisation. Raises NotFound, which can't be in a studio that was founded."""
    found = organisations.all()
    if not found:
        raise NotFound(f"there is no organisation {name}")
    return found[0]
