"""Studios: the places of a studio that has several."""

from chalicelib.store import Collection, Record, Unique
from chalicelib.store.records import Color, Text80


class Studio(Record, frozen=True, kw_only=True):
    """A place where people work."""

    name: Text80
    color: Color
    archived: bool = False


studios = Collection(
    Studio, home="studio", unique=[Unique("name", lambda s: s.name, "name: another studio has this name")]
)
