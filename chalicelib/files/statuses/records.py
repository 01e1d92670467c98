"""File statuses: how far an output file is, in the studio's own words."""

from typing import Annotated

from msgspec import Meta

from chalicelib.store import Collection, Record, Unique
from chalicelib.store.records import Color, Text40, ref

FileStatusId = Annotated[str, Meta(extra=ref("file_status", "studio"))]


class FileStatus(Record, frozen=True, kw_only=True):
    """A status of output files."""

    name: Text40
    color: Color


file_statuses = Collection(
    FileStatus, home="studio", unique=[Unique("name", lambda s: s.name, "name: another file status has this name")]
)
