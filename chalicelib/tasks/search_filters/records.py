"""Search filters and their groups: what people keep of the searches that they make in lists."""

from collections.abc import Callable
from typing import Any, TypeVar

from chalicelib.refs import DepartmentId, PersonId, ProjectId, SearchFilterGroupId
from chalicelib.store import Collection, Record, gather, reading
from chalicelib.store.records import Text8, Text80, Text200, Text500

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


SHARED = {"search_filter": "shared-filters", "search_filter_group": "shared-filter-groups"}


def _links(kind: str) -> Callable[[Any], dict[tuple[str, str], Any]]:
    return lambda one: {(SHARED[kind], f"{one.owner}#{one.id}"): one.project_id} if one.is_shared else {}


search_filter_groups = Collection(SearchFilterGroup, within="owner", links=_links("search_filter_group"))
search_filters = Collection(SearchFilter, within="owner", links=_links("search_filter"))


def own_and_shared(of: Collection[Shared], person_id: str) -> list[Shared]:
    """Return a person's own, and what others share, in whatever production. Costs two Queries at once and a trip."""
    found: tuple[list[Shared], ...] = gather(lambda: of.within(person_id), lambda: _shared(of, person_id))
    return [one for part in found for one in part]


def _shared(of: Collection[Shared], person_id: str) -> list[Shared]:
    places = (link.target.partition("#") for link in reading.links(SHARED[of.kind]))
    keys = [reading.Key(of.partition(owner), record_id) for owner, _, record_id in places if owner != person_id]
    return [of.record(item) for item in reading.records(keys).values()]
