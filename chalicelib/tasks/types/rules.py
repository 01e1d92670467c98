"""What is true of task types: one that is used stays."""

from chalicelib.errors import BreaksRule, StillUsed
from chalicelib.tasks.types.records import TaskType


def check_unlinked(task_type: TaskType, *, linked: bool, force: bool) -> None:
    """Refuse to remove a type that productions have chosen, unless it is forced. Raises BreaksRule."""
    if linked and not force:
        raise BreaksRule(f"productions or their schedules use {task_type.name}")


def check_without_work(task_type: TaskType, *, has_work: bool) -> None:
    """Refuse to remove a type of which there are tasks, or assets ready for it. Raises StillUsed."""
    if has_work:
        raise StillUsed(f"there are tasks of the type {task_type.name}, or assets that are ready for it")


def fits(task_type: TaskType, kind: str) -> bool:
    """Return whether a type is for entities of this kind."""
    return task_type.for_entity == kind
