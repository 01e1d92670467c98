"""Lists previews in an order of their own: those of an entity by task type, those that can't be shown by age."""

from typing import Any

from chalicelib.access import Actor
from chalicelib.errors import BreaksRule
from chalicelib.previews.files.found import OfEntity
from chalicelib.previews.files.records import PreviewFile, running
from chalicelib.store import gather
from chalicelib.tasks.news.names import NOBODY, named
from chalicelib.tasks.tasks.places import open_productions
from chalicelib.tasks.tasks.records import Task, tasks
from chalicelib.tasks.types.records import task_types
from chalicelib.web import filters
from chalicelib.web.filters import Query, cut


def by_task_type(found: OfEntity) -> list[PreviewFile]:
    """Return previews by their task type's name, the highest revision first. Costs one trip."""
    names = {one.id: one.name for one in task_types.many(task.task_type_id for task in found.tasks.values()).values()}

    def order(preview: PreviewFile) -> tuple[str, int, int, str]:
        task_type_id = found.tasks[preview.task_id].task_type_id
        return names.get(task_type_id, ""), -(preview.revision or 0), preview.position or 0, preview.id

    return sorted(found.previews, key=order)


def listed_running(by: Actor, query: Query) -> list[dict[str, Any]]:
    """Return the previews that can't be shown, with what they are of. Raises BreaksRule. Costs at most seven trips."""
    limit, cursor = filters.limit_of(query), filters.asked_id(query, "cursor_preview_file_id")
    found, productions = gather(running, lambda: open_productions(by))
    of = tasks.many({preview.task_id for preview in found})
    open_ones = [one for one in found if one.task_id in of and of[one.task_id].project_id in productions]
    page = _after(open_ones, cursor)[:limit]
    names = named({of[preview.task_id].entity_id for preview in page})
    return [_running(one, of[one.task_id], names.get(of[one.task_id].entity_id, NOBODY).full_name) for one in page]


def _after(found: list[PreviewFile], cursor: str | None) -> list[PreviewFile]:
    """Return those that come after one in a list. Raises BreaksRule for one that isn't there."""
    if cursor is None:
        return found
    place = next((at for at, preview in enumerate(found) if preview.id == cursor), None)
    if place is None:
        raise BreaksRule("cursor_preview_file_id: names none of these")
    return found[place + 1 :]


def _running(preview: PreviewFile, task: Task, full_name: str) -> dict[str, Any]:
    facts = {"project_id": task.project_id, "task_type_id": task.task_type_id, "full_entity_name": full_name}
    return cut(preview, relations=False, shown=None) | facts
