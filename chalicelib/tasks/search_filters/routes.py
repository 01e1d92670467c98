"""The operations of filters and their groups."""

from collections.abc import Iterable
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import replace

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.people.departments.records import departments
from chalicelib.people.persons.records import persons
from chalicelib.projects.projects.records import open_ones, projects
from chalicelib.store import gather
from chalicelib.store.collection import Collection
from chalicelib.store.ids import well_formed
from chalicelib.store.records import Text8, Text80, Text200, Text500
from chalicelib.tasks.search_filters import rules
from chalicelib.tasks.search_filters.records import (
    SearchFilter,
    SearchFilterGroup,
    own_and_shared,
    search_filter_groups,
    search_filters,
)
from chalicelib.web.filters import Query
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table

routes = Routes(__name__)
Name = Annotated[str, Meta(min_length=1, max_length=200)]
B = TypeVar("B", bound=msgspec.Struct)
IDS = ("project_id", "department_id", "search_filter_group_id")


class NewFilter(msgspec.Struct):
    """A filter as it is sent."""

    name: Name
    query: Annotated[str, Meta(min_length=1, max_length=500)]
    list_type: Text80 | None = "todo"
    project_id: str | None = None
    entity_type: Text80 | None = None
    is_shared: bool | None = False
    search_filter_group_id: str | None = None
    department_id: str | None = None


class NewGroup(msgspec.Struct):
    """A group as it is sent."""

    name: Name
    color: Text8 | None = ""
    list_type: Text80 | None = "todo"
    project_id: str | None = None
    entity_type: Text80 | None = None
    is_shared: bool | None = False
    department_id: str | None = None


class FilterChange(msgspec.Struct):
    """What may be changed of a filter; it stays in its list."""

    name: Text200 | UnsetType = UNSET
    search_query: Text500 | UnsetType = UNSET
    search_filter_group_id: str | UnsetType | None = UNSET
    is_shared: bool | UnsetType = UNSET
    project_id: str | UnsetType | None = UNSET
    department_id: str | UnsetType | None = UNSET


class GroupChange(msgspec.Struct):
    """What may be changed of a group."""

    name: Text200 | UnsetType = UNSET
    color: Text8 | UnsetType = UNSET
    is_shared: bool | UnsetType = UNSET
    project_id: str | UnsetType | None = UNSET
    department_id: str | UnsetType | None = UNSET


def _owned(_changes: Changes, _by: Actor, one: Any) -> Any:
    return replace(one, owner=one.person_id or "")


def _owners(_by: Actor, query: Query) -> Iterable[str]:
    asked = query.get("person_id", [""])[0]
    return [asked] if well_formed(asked) else ["", *(person.id for person in persons.all())]


def _emptied(changes: Changes, _by: Actor, group: SearchFilterGroup, _force: bool) -> None:
    for one in _filters_of(group):
        changes.remove(one)


table(
    routes, "/data/search-filters", search_filters, read=access.admin, write=access.admin, parents=_owners,
    hooks=Hooks(added=_owned), kept=("owner",),
)  # fmt: skip
table(
    routes, "/data/search-filter-groups", search_filter_groups, read=access.admin, write=access.admin, parents=_owners,
    hooks=Hooks(added=_owned, removed=_emptied), kept=("owner",),
)  # fmt: skip


@routes.get("/data/user/filters", allow=access.signed_in, shows=dict[str, dict[str, list[SearchFilter]]])
def filters(by: Actor) -> rules.Listed:
    """The caller's filters, and those that are shared with them."""
    found, open_ids = gather(lambda: own_and_shared(by.id), _open_ids)
    return rules.listed(by, found.filters, open_ids)


@routes.get("/data/user/filter-groups", allow=access.signed_in, shows=dict[str, dict[str, list[SearchFilterGroup]]])
def groups(by: Actor) -> rules.Listed:
    """The caller's groups, and those that are shared with them."""
    found, open_ids = gather(lambda: own_and_shared(by.id), _open_ids)
    return rules.listed(by, found.groups, open_ids)


def _open_ids() -> list[str]:
    return [project.id for project in open_ones()]


@routes.post("/data/user/filters", allow=access.signed_in)
def create_filter(body: NewFilter, by: Actor, changes: Changes) -> SearchFilter:
    """Keep a filter; only managers of its production share it."""
    body = _without_empty_ids(body)
    group = _check_named(body.department_id, body.project_id, body.search_filter_group_id)
    made = SearchFilter(
        list_type=body.list_type or "todo", name=body.name, search_query=body.query, project_id=body.project_id,
        entity_type=body.entity_type, search_filter_group_id=body.search_filter_group_id, owner=by.id, person_id=by.id,
        department_id=body.department_id, is_shared=bool(body.is_shared) and rules.may_share(by, body.project_id),
    )  # fmt: skip
    rules.check_agree(made, group)
    return changes.add(made)


@routes.post("/data/user/filter-groups", allow=access.signed_in)
def create_group(body: NewGroup, by: Actor, changes: Changes) -> SearchFilterGroup:
    """Keep a group; only managers of its production share it."""
    body = _without_empty_ids(body)
    _check_named(body.department_id, body.project_id, None)
    made = SearchFilterGroup(
        list_type=body.list_type or "todo", name=body.name, color=body.color or "", project_id=body.project_id,
        entity_type=body.entity_type, owner=by.id, person_id=by.id, department_id=body.department_id,
        is_shared=bool(body.is_shared) and rules.may_share(by, body.project_id),
    )  # fmt: skip
    return changes.add(made)


@routes.get("/data/user/filter-groups/{search_filter_group_id}", allow=access.signed_in)
def group(search_filter_group: SearchFilterGroup, by: Actor) -> SearchFilterGroup:
    """One of the caller's groups."""
    rules.check_own(by, search_filter_group)
    return search_filter_group


@routes.put("/data/user/filters/{search_filter_id}", allow=access.signed_in)
def change_filter(search_filter: SearchFilter, body: FilterChange, by: Actor, changes: Changes) -> SearchFilter:
    """Change a filter."""
    rules.check_own(by, search_filter)
    changed = replace(search_filter, **_values(by, body))
    group_id = changed.search_filter_group_id
    rules.check_agree(changed, _check_named(changed.department_id, changed.project_id, group_id))
    return changes.save(changed)


@routes.put("/data/user/filter-groups/{search_filter_group_id}", allow=access.signed_in)
def change_group(
    search_filter_group: SearchFilterGroup, body: GroupChange, by: Actor, changes: Changes
) -> SearchFilterGroup:
    """Change a group; whether it is shared holds for its filters too."""
    rules.check_own(by, search_filter_group)
    changed = changes.save(replace(search_filter_group, **_values(by, body)))
    _check_named(changed.department_id, changed.project_id, None)
    for one in _filters_of(changed):
        if one.is_shared != changed.is_shared:
            changes.save(replace(one, is_shared=changed.is_shared))
    return changed


@routes.delete("/data/user/filters/{search_filter_id}", allow=access.signed_in)
def delete_filter(search_filter: SearchFilter, by: Actor, changes: Changes) -> None:
    """Forget a filter."""
    rules.check_own(by, search_filter)
    changes.remove(search_filter)


@routes.delete("/data/user/filter-groups/{search_filter_group_id}", allow=access.signed_in)
def delete_group(search_filter_group: SearchFilterGroup, by: Actor, changes: Changes) -> None:
    """Forget a group with its filters."""
    rules.check_own(by, search_filter_group)
    _emptied(changes, by, search_filter_group, False)
    changes.remove(search_filter_group)


def _filters_of(group: SearchFilterGroup) -> list[SearchFilter]:
    return [one for one in search_filters.within(group.owner) if one.search_filter_group_id == group.id]


def _values(by: Actor, body: FilterChange | GroupChange) -> dict[str, Any]:
    """Return what a body changes; sharing needs the production, and to manage it."""
    body = _without_empty_ids(body)
    values = {name: value for name in body.__struct_fields__ if (value := getattr(body, name)) is not UNSET}
    if values.get("is_shared"):
        values["is_shared"] = rules.may_share(by, values.get("project_id"))
    return values


def _without_empty_ids(body: B) -> B:
    """Return a body with nothing where a client sends an empty text for no id."""
    return replace(body, **{name: None for name in IDS if getattr(body, name, None) == ""})


def _check_named(department_id: str | None, project_id: str | None, group_id: str | None) -> SearchFilterGroup | None:
    """Return the group of this id. Raises NotFound for what is named and isn't there."""
    wanted: list[tuple[Collection[Any], str | None]] = [
        (departments, department_id), (projects, project_id), (search_filter_groups, group_id),
    ]  # fmt: skip
    found = [of.get(record_id) if record_id else None for of, record_id in wanted]
    group: SearchFilterGroup | None = found[-1]
    return group
