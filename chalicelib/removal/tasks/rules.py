"""What is true when a task goes: something that others refer to stays, unless it is forced."""

from collections.abc import Sized

from chalicelib.changes import Changes
from chalicelib.errors import StillUsed
from chalicelib.tasks.tasks.records import Task


def check_unused(task: Task, hanging: Sized, *, force: bool) -> None:
    """Refuse to remove a task about which something was said, published or booked. Raises StillUsed."""
    if hanging and not force:
        raise StillUsed(f"{len(hanging)} comments, news, previews or others refer to the task {task.id}")


def remove(changes: Changes, task: Task) -> Task:
    """Let a task go on which nothing hangs any more, and tell."""
    changes.remove(task)
    changes.tell(
        "task:delete", task.project_id, task_id=task.id, entity_id=task.entity_id, task_type_id=task.task_type_id
    )
    return task
