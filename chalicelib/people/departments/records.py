"""Departments: what people are good at, and who supervises it."""

from chalicelib.store import Collection, Record, Unique
from chalicelib.store.records import Color, Text80


class Department(Record, frozen=True, kw_only=True):
    """A department of the studio."""

    name: Text80
    color: Color
    archived: bool = False


departments = Collection(
    Department, home="studio", unique=[Unique("name", lambda d: d.name, "name: another department has this name")]
)
