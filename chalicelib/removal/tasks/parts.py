"""Removes tasks with all that hangs on them, in as many commits as that takes."""

from collections.abc import Iterable, Sequence

from chalicelib.changes import Changes
from chalicelib.removal.parts import remove_all
from chalicelib.removal.tasks import rules
from chalicelib.removal.tasks.hanging import hanging_on
from chalicelib.store import each, work
from chalicelib.tasks.tasks.records import Task, tasks

IN_ONE_COMMIT = 12  # record, address, name, the entity's row and a link for each of some assignees; beside 8 stamps


def remove_tasks(found: Iterable[Task], by: str | None) -> None:
    """Let tasks go, first what hangs on them: a task of which a part is left can be removed again."""
    found = list(found)
    remove_all([one for hanging in each(hanging_on, found) for one in hanging], by)
    work.in_parts([task.id for task in found], IN_ONE_COMMIT, _remove, by)


def _remove(changes: Changes, ids: Sequence[str]) -> list[Task]:
    return [rules.remove(changes, task) for task in tasks.many(ids).values()]
