"""What is true of filters and their groups: who may share one, who sees it, and that both agree."""

from collections.abc import Iterable
from typing import Any

from chalicelib.access import ADMIN, MANAGER, Actor
from chalicelib.errors import BreaksRule, NotFound
from chalicelib.tasks.search_filters.records import SearchFilter, SearchFilterGroup, Shared

NO_PRODUCTION = "all"
Listed = dict[str, dict[str, list[Any]]]


def may_share(by: Actor, project_id: str | None) -> bool:
    """Return whether somebody may share what they keep: the managers of the production that it is for."""
    return project_id is not None and by.manages(project_id)


def check_own(by: Actor, one: SearchFilter | SearchFilterGroup) -> None:
    """Say of what somebody else keeps that it isn't there. Raises NotFound."""
    if not by.is_admin and one.person_id != by.id:
        raise NotFound(f"there is no filter {one.id}")


def check_agree(one: SearchFilter, group: SearchFilterGroup | None) -> None:
    """Refuse a filter that is shared in a group that isn't, or the other way round. Raises BreaksRule."""
    if group is not None and group.is_shared != one.is_shared:
        raise BreaksRule("search_filter_group_id: the filter and its group must both be shared, or neither")


def visible(by: Actor, one: SearchFilter | SearchFilterGroup) -> bool:
    """Return whether somebody finds it in their lists: their own, and what is shared with them."""
    if one.person_id == by.id:
        return True
    if not one.is_shared or (one.project_id is not None and not by.on_team(one.project_id)):
        return False
    return one.department_id is None or one.department_id in by.departments or by.role in (ADMIN, MANAGER)


def listed(by: Actor, found: Iterable[Shared], open_ids: Iterable[str]) -> Listed:
    """Return what somebody sees, by list and by production, as far as the productions are open."""
    places = {None, *open_ids}
    answer: Listed = {}
    for one in found:
        if one.project_id in places and visible(by, one):
            of_list = answer.setdefault(one.list_type, {})
            of_list.setdefault(one.project_id or NO_PRODUCTION, []).append(one)
    return answer
