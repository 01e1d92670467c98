"""Where a task type is used, in all productions: looked up only when somebody wants to remove it."""

from collections.abc import Sequence

from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.entities.entities.records import of_kind
from chalicelib.entities.types.records import ASSET, entity_types
from chalicelib.planning.schedule_items.records import ScheduleItem, schedule_items
from chalicelib.projects.projects.records import Project, projects
from chalicelib.store import each, gather, work
from chalicelib.tasks.tasks.records import tasks

IN_ONE_COMMIT = 40


def linking(task_type_id: str) -> list[str]:
    """Return the ids of the productions that have chosen a type. Costs one Query."""
    return [project.id for project in projects.all() if task_type_id in project.task_types]


def scheduled(task_type_id: str) -> list[str]:
    """Return the ids of the schedule items of a type. Costs one Query chain a production, at once."""
    found = each(schedule_items.within, [project.id for project in projects.all()])
    return [item.id for of_project in found for item in of_project if item.task_type_id == task_type_id]


def unschedule(item_ids: Sequence[str]) -> None:
    """Take items out of the schedules of productions."""
    work.in_parts(item_ids, IN_ONE_COMMIT // 2, _unschedule)


def _unschedule(changes: Changes, ids: Sequence[str]) -> list[ScheduleItem]:
    found = list(schedule_items.many(ids).values())
    for item in found:
        changes.remove(item)
    return found


def has_work(task_type_id: str) -> bool:
    """Return whether there are tasks of a type, or assets ready for it. Costs two chains a production, all at once."""
    productions = [project.id for project in projects.all()]
    found, assets = gather(
        lambda: each(tasks.within, productions), lambda: each(lambda one: of_kind(one, ASSET), productions)
    )
    return any(task.task_type_id == task_type_id for of_project in found for task in of_project) or any(
        asset.ready_for == task_type_id for of_project in assets for asset in of_project
    )


def forget_workflows(changes: Changes, task_type_id: str) -> None:
    """Take a type out of the workflows of asset types. Costs one Query."""
    for one in entity_types.all():
        if task_type_id in one.task_types:
            changes.save(replace(one, task_types=[other for other in one.task_types if other != task_type_id]))


def forget_links(project_ids: Sequence[str], task_type_id: str) -> None:
    """Take a type out of the productions that have chosen it."""
    work.in_parts(project_ids, IN_ONE_COMMIT, lambda changes, ids: _forget(changes, ids, task_type_id))


def _forget(changes: Changes, project_ids: Sequence[str], task_type_id: str) -> list[Project]:
    found = list(projects.many(project_ids).values())
    for project in found:
        changes.tell("project:update", project.id)
    return [changes.save(_without(project, task_type_id)) for project in found]


def _without(project: Project, task_type_id: str) -> Project:
    chosen = [one for one in project.task_types if one != task_type_id]
    links = {one: link for one, link in project.task_type_links.items() if one != task_type_id}
    return replace(project, task_types=chosen, task_type_links=links)
