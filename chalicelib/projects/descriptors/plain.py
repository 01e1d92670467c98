"""Columns as plain records, for administrators: their values move and go with them all the same."""

from collections.abc import Callable, Iterable
from typing import Any

from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.projects.descriptors import rules
from chalicelib.projects.descriptors.records import MetadataDescriptor, metadata_descriptors
from chalicelib.projects.descriptors.values import dropped, moved
from chalicelib.projects.projects.records import open_ones, projects
from chalicelib.web.filters import Query, asked_id
from chalicelib.web.table import Hooks, Values

KEPT = ("project_id",)


def _prepare(_changes: Changes, _by: Actor, values: Values, _old: MetadataDescriptor | None) -> Values:
    rules.check_data_type(values.get("data_type"))
    return values


def _changed(changes: Changes, _by: Actor, old: MetadataDescriptor, new: MetadataDescriptor) -> MetadataDescriptor:
    if (old.name, old.field_name) != (new.name, new.field_name):
        rules.check_free(metadata_descriptors.within(new.project_id), new)  # before many values move
    moved(changes, old, new)
    return new


def _removed(changes: Changes, _by: Actor, column: MetadataDescriptor, _force: bool) -> None:
    dropped(changes, column)


HOOKS = Hooks(prepare=_prepare, changed=_changed, removed=_removed)


def places(by: Actor, query: Query) -> Iterable[str]:
    """Return the productions whose columns a list shows: an admin's all, others' open ones; or the one asked for."""
    asked = asked_id(query, "project_id")
    if by.is_admin:
        return [asked] if asked else [project.id for project in projects.all()]
    theirs = [one for one in by.standing.roles if asked in (None, one)]
    return [project.id for project in open_ones(theirs)]


def seen_by(by: Actor) -> Callable[[Any], bool]:
    """Return which columns a list shows to somebody."""
    return lambda column: rules.visible(column, by)
