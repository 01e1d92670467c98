"""Adds columns, few or many."""

from collections.abc import Sequence

from chalicelib.changes import Changes
from chalicelib.projects.descriptors.records import MetadataDescriptor
from chalicelib.projects.descriptors.rules import tell
from chalicelib.store.work import in_parts

AT_ONCE = 15  # columns in a commit; one takes five writes and an event


def add_columns(columns: list[MetadataDescriptor], by: str) -> list[MetadataDescriptor]:
    """Add new columns, in commits of their own: a studio's columns may be more than one commit takes."""
    return in_parts(columns, AT_ONCE, _added, by)


def _added(changes: Changes, new: Sequence[MetadataDescriptor]) -> Sequence[MetadataDescriptor]:
    for column in new:
        tell(changes, changes.add(column), "new")
    return new
