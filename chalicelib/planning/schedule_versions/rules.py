"""What is true of schedule versions: what they take from each other and from tasks, and these from them."""

from collections.abc import Iterable

from msgspec.structs import replace

from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule, Forbidden
from chalicelib.planning.schedule_versions.records import ProductionScheduleVersion, TaskLink
from chalicelib.projects.projects.records import Project
from chalicelib.tasks.tasks.records import Task


def check_link(by: Actor, version: ProductionScheduleVersion, task: Task) -> None:
    """Refuse a link for somebody who doesn't manage the production, or to a task of another. Raises Forbidden."""
    if not by.manages(version.project_id):
        raise Forbidden("the version is of a production that you don't manage")
    if task.project_id != version.project_id:
        raise BreaksRule("task_id: the task is of another production than the version")


def check_source(version: ProductionScheduleVersion, source: ProductionScheduleVersion) -> None:
    """Refuse to copy a version onto itself, or from another production. Raises BreaksRule."""
    if source.id == version.id:
        raise BreaksRule("production_schedule_version_id: a version is no copy of itself")
    if source.project_id != version.project_id:
        raise BreaksRule("production_schedule_version_id: the version is of another production")


def planned(version: ProductionScheduleVersion, source: Task | TaskLink, there: TaskLink | None) -> TaskLink:
    """Return a version's link to a task as the task itself, or another version, has it planned."""
    task_id = source.id if isinstance(source, Task) else source.task_id
    link = there or TaskLink(production_schedule_version_id=version.id, task_id=task_id)
    return replace(
        link, start_date=source.start_date, due_date=source.due_date, estimation=source.estimation,
        assignees=list(source.assignees),
    )  # fmt: skip


def taken_over(changes: Changes, task: Task, link: TaskLink) -> Task:
    """Plan a task as a link has it, also where it says nothing; who does the work stays."""
    changes.tell("task:update", task.project_id, task_id=task.id)
    return changes.save(replace(task, start_date=link.start_date, due_date=link.due_date, estimation=link.estimation))


def copied(changes: Changes, version: ProductionScheduleVersion, source: ProductionScheduleVersion) -> None:
    """Note of which version another one is a copy, and tell."""
    tell_update(changes, changes.save(replace(version, production_schedule_from=source.id)))


def applied(changes: Changes, version: ProductionScheduleVersion, project: Project) -> None:
    """Note that a production's tasks are planned as this version has them: it is locked from now on."""
    changes.save(replace(project, from_schedule_version_id=version.id))
    tell_update(changes, changes.save(replace(version, locked=True)))


def tell_update(changes: Changes, version: ProductionScheduleVersion) -> None:
    """Tell of a change that was no plain one: clients know its event by another name."""
    changes.tell("production_schedule_version:update", version.project_id, production_schedule_version_id=version.id)


def forgotten(
    changes: Changes,
    version: ProductionScheduleVersion,
    siblings: Iterable[ProductionScheduleVersion],
    project: Project,
) -> None:
    """Take a version that goes out of its copies, and out of the production that it was applied to."""
    for sibling in siblings:
        if sibling.production_schedule_from == version.id:
            changes.save(replace(sibling, production_schedule_from=None))
    if project.from_schedule_version_id == version.id:
        changes.save(replace(project, from_schedule_version_id=None))
