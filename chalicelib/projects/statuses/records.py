"""Statuses of productions: open, closed, and what else a studio calls them."""

from chalicelib.store import Collection, Record, Unique
from chalicelib.store.records import Color, Text20

OPEN = "Open"  # the name that makes a production an open one


class ProjectStatus(Record, frozen=True, kw_only=True):
    """A status of productions."""

    name: Text20
    color: Color


project_statuses = Collection(
    ProjectStatus, home="studio", unique=[Unique("name", lambda s: s.name, "name: another status has this name")]
)
