"""What clients send to get the path of a working file, or a new revision of it."""

from typing import Annotated

from msgspec import Meta, Struct

from chalicelib.files.trees.templates import Separator
from chalicelib.files.working_files.records import Int

Name = Annotated[str, Meta(min_length=1, max_length=250)]


class WorkingPath(Struct):
    """The file whose path is asked for; 0 is its next revision. The comment changes nothing."""

    name: Name = "main"
    mode: str = "working"
    software_id: str | None = None
    comment: str | None = None
    revision: Int = 0
    sep: Separator = "/"


class NewWorkingFile(Struct):
    """A new revision of a file; 0 is the next one. The description is not kept."""

    name: Name
    mode: str = "working"
    description: str | None = None
    comment: str | None = ""
    person_id: str | None = None
    software_id: str | None = None
    revision: Int = 0
    sep: Separator = "/"
