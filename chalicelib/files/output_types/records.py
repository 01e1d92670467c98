"""Output types: what is made from work on an entity; caches, renders, movies."""

from typing import Annotated

from msgspec import Meta

from chalicelib.store import Collection, Record, Unique
from chalicelib.store.records import Text20, Text40, ref

OutputTypeId = Annotated[str, Meta(extra=ref("output_type", "studio"))]


class OutputType(Record, frozen=True, kw_only=True):
    """A type of output files."""

    name: Text40
    short_name: Text20


output_types = Collection(
    OutputType, home="studio", unique=[Unique("name", lambda t: t.name, "name: another output type has this name")]
)
