"""Removes tasks with all that hangs on them, in as many commits as that takes."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.entities.entities.records import entities
from chalicelib.previews.files.records import PreviewFile
from chalicelib.removal.parts import remove_all
from chalicelib.removal.tasks import rules
from chalicelib.removal.tasks.hanging import hanging_on
from chalicelib.store import each, work
from chalicelib.tasks.tasks.records import Task, tasks

IN_ONE_COMMIT = 12  # record, address, name, the entity's row and a link for each of some assignees; beside 8 stamps


def remove_tasks(found: Iterable[Task], by: str | None) -> None:
    """Let tasks go, first what hangs on them: a task of which a part is left can be removed again."""
    found = list(found)
    hanging = [one for of_task in each(hanging_on, found) for one in of_task]
    pictures = {one.id for one in hanging if isinstance(one, PreviewFile)}
    remove_all(hanging, by)
    work.in_parts([task.id for task in found], IN_ONE_COMMIT, lambda changes, ids: _remove(changes, ids, pictures), by)


def _remove(changes: Changes, ids: Sequence[str], pictures: set[str]) -> list[Task]:
    found = list(tasks.many(ids).values())
    for entity in entities.many({task.entity_id for task in found}).values() if pictures else ():
        if entity.preview_file_id in pictures:
            changes.save(replace(entity, preview_file_id=None))
    return [rules.remove(changes, task) for task in found]
