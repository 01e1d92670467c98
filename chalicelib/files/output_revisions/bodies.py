"""What clients send to get the path of an output, its next revision's number, or a new revision of it."""

from typing import Annotated

from msgspec import Meta, Struct

from chalicelib.files.trees.templates import Separator
from chalicelib.files.working_files.records import Int
from chalicelib.store.records import NonEmpty

Name = Annotated[str, Meta(max_length=250)]


class NextRevision(Struct, kw_only=True):
    """The output whose next number is asked for."""

    name: Name = "main"
    output_type_id: NonEmpty
    task_type_id: NonEmpty


class OutputPath(NextRevision, kw_only=True):
    """The output whose path is asked for; the extension changes nothing."""

    mode: str = "output"
    revision: Int = 0
    extension: str | None = None
    representation: str = ""
    separator: Separator = "/"


class NewOutput(NextRevision, kw_only=True):
    """A new revision of an output; 0 is the next one. The mode changes nothing."""

    mode: str = "output"
    person_id: str | None = None
    working_file_id: str | None = None
    file_status_id: str | None = None
    comment: str | None = ""
    revision: Int = 0
    extension: str = ""
    representation: str = ""
    nb_elements: Int = 1
    sep: Separator = "/"
