"""Where a task status is used: the one that new tasks begin with, and who stands in the way of removing one."""

from chalicelib.changes import Changes
from chalicelib.projects.projects.records import projects
from chalicelib.store import each
from chalicelib.tasks.comments.records import comments
from chalicelib.tasks.statuses import rules
from chalicelib.tasks.statuses.records import TaskStatus, task_statuses
from chalicelib.tasks.tasks.records import tasks


def default_status(changes: Changes, *, for_concept: bool = False) -> TaskStatus:
    """Return what a new task begins with; it is made if there is none. Costs one Query."""
    found = rules.default_of(task_statuses.all(), for_concept=for_concept)
    if found is not None:
        return found
    made = changes.add(rules.first(for_concept=for_concept))
    changes.tell("task-status:new", task_status_id=made.id)
    return made


def is_used(status_id: str) -> bool:
    """Return whether productions, tasks or comments have a status.

    Reads every task, and the comments of each that has some: an administrator's rare, slow path.
    """
    found = projects.all()
    if any(status_id in project.task_statuses for project in found):
        return True
    all_tasks = [task for of_project in each(tasks.within, [one.id for one in found]) for task in of_project]
    if any(task.task_status_id == status_id for task in all_tasks):
        return True
    talked_about = [task.id for task in all_tasks if task.last_comment_date is not None]
    return any(one.task_status_id == status_id for said in each(comments.within, talked_about) for one in said)
