"""Search filters and their groups: what people keep of the searches that they make in lists."""

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar

from chalicelib.refs import DepartmentId, PersonId, ProjectId, SearchFilterGroupId
from chalicelib.store import Collection, Record, gather, reading
from chalicelib.store.records import Text8, Text80, Text200, Text500, kind_of
from chalicelib.store.tables import RecordItem

Shared = TypeVar("Shared", "SearchFilter", "SearchFilterGroup")


class SearchFilterGroup(Record, frozen=True, kw_only=True):
    """A group of filters. `list_type` is the list that it is for; `owner` is the person whose list keeps it."""

    list_type: Text80
    entity_type: Text80 | None = None
    name: Text200 = ""
    color: Text8 = ""
    is_shared: bool = False
    person_id: PersonId | None = None
    project_id: ProjectId | None = None
    department_id: DepartmentId | None = None
    owner: str = ""


class SearchFilter(Record, frozen=True, kw_only=True):
    """A search that somebody keeps; a shared one is for the production's whole team, or for one department of it."""

    list_type: Text80
    entity_type: Text80 | None = None
    name: Text200 = ""
    search_query: Text500 = ""
    is_shared: bool = False
    department_id: DepartmentId | None = None
    search_filter_group_id: SearchFilterGroupId | None = None
    person_id: PersonId | None = None
    project_id: ProjectId | None = None
    owner: str = ""


SHARED = "shared-filters"


def _links(one: SearchFilter | SearchFilterGroup) -> dict[tuple[str, str], Any]:
    return {(SHARED, f"{kind_of(type(one))}#{one.owner}#{one.id}"): None} if one.is_shared else {}


search_filter_groups = Collection(SearchFilterGroup, within="owner", links=_links)
search_filters = Collection(SearchFilter, within="owner", links=_links)


class Found(NamedTuple):
    """Filters and groups."""

    filters: list[SearchFilter]
    groups: list[SearchFilterGroup]


def own_and_shared(person_id: str) -> Found:
    """Return a person's own, and what others share, in whatever production. Costs three Queries at once and a trip."""
    filters, groups, links = gather(
        lambda: search_filters.within(person_id),
        lambda: search_filter_groups.within(person_id),
        lambda: reading.links(SHARED),
    )
    places = [link.target.split("#") for link in links]
    others = [(kind, owner, record_id) for kind, owner, record_id in places if owner != person_id]
    items = reading.records(reading.Key(f"{kind}#{owner}", record_id) for kind, owner, record_id in others)
    return Found(
        [*filters, *_of(search_filters, items.values())], [*groups, *_of(search_filter_groups, items.values())]
    )


def _of(of: Collection[Shared], items: Iterable[RecordItem]) -> list[Shared]:
    return [of.record(item) for item in items if item.kind == of.kind]
