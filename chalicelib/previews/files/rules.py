"""What is true of published files: what a revision is, what takes over from a file that goes, how lists show them."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity
from chalicelib.errors import BreaksRule, Refused
from chalicelib.previews.files.records import PreviewFile
from chalicelib.previews.main import rules as main
from chalicelib.projects.projects.records import Project
from chalicelib.tasks.comments.records import Comment
from chalicelib.tasks.news.records import News
from chalicelib.tasks.tasks.records import Task

replace = msgspec.structs.replace
SHOWN = frozenset({"png", "mp4"})  # endings of what can stand for a task or an entity


class Around(NamedTuple):
    """What knows of a preview: its comments, their news, the previews of its task and of its entity's tasks."""

    comments: list[Comment]
    news: list[News]
    of_task: list[PreviewFile]
    of_entity: list[PreviewFile]


def can_be_shown(preview: PreviewFile) -> bool:
    """Return whether a preview can stand for its task: a picture or a movie, ready, the first of its revision."""
    return preview.status == "ready" and preview.position == 1 and preview.extension in SHOWN


def newest_shown(previews: Iterable[PreviewFile]) -> PreviewFile | None:
    """Return the newest that can stand for a task or an entity, None if none can."""
    able = [preview for preview in previews if can_be_shown(preview)]
    return max(able, key=lambda p: (p.created_at, p.id), default=None)


def removed(
    changes: Changes, preview: PreviewFile, task: Task, entity: Entity, project: Project, around: Around
) -> None:
    """Let a preview go, and whatever it stood for with it; what takes over is chosen by the age of the rest."""
    for comment in around.comments:
        kept = [one for one in comment.previews if one != preview.id]
        own = None if comment.preview_file_id == preview.id else comment.preview_file_id
        changes.save(replace(comment, previews=kept, preview_file_id=own))
    for news in around.news:
        if news.preview_file_id == preview.id:
            changes.save(replace(news, preview_file_id=None))
    if task.last_preview_file_id == preview.id:
        after = newest_shown(_others(around.of_task, preview))
        changes.save(replace(task, last_preview_file_id=after.id if after else None))
        changes.tell("task:update", task.project_id, task_id=task.id)
    if entity.preview_file_id == preview.id:
        automated = project.is_set_preview_automated
        main.choose(changes, entity, newest_shown(_others(around.of_entity, preview)) if automated else None)
    changes.remove(preview)
    changes.tell("preview-file:delete", preview_file_id=preview.id)


def _others(previews: Iterable[PreviewFile], gone: PreviewFile) -> list[PreviewFile]:
    return [preview for preview in previews if preview.id != gone.id]


def in_revision(previews: Iterable[PreviewFile], revision: int | None) -> list[PreviewFile]:
    """Return the previews of a revision in their order."""
    return sorted((p for p in previews if p.revision == revision), key=lambda p: (p.position or 0, p.created_at, p.id))


def check_free(previews: Iterable[PreviewFile], revision: int, but: str = "") -> None:
    """Refuse a revision that the task has already. Raises Refused."""
    if any(p.revision == revision and p.position == 1 and p.id != but for p in previews):
        raise Refused(f"revision: the task has revision {revision} already")


def moved_along(changes: Changes, old: PreviewFile, new: PreviewFile, of_task: list[PreviewFile]) -> None:
    """Give the other previews of a revision the new number of its first one. Raises Refused for one that is taken."""
    if old.revision == new.revision or new.revision is None or old.position != 1:
        return
    check_free(of_task, new.revision, but=old.id)
    for other in in_revision(of_task, old.revision):
        if other.id != old.id:
            changes.save(replace(other, revision=new.revision))


def reordered(changes: Changes, preview: PreviewFile, of_task: list[PreviewFile], position: int) -> list[PreviewFile]:
    """Move a preview within its revision; a place that there is not changes nothing. Raises BreaksRule."""
    if position < 0:
        raise BreaksRule("position: must be 0 or more")
    before = in_revision(of_task, preview.revision)
    if not 1 <= position <= len(before):
        return before
    rest = [one for one in before if one.id != preview.id]
    rest.insert(position - 1, preview)
    return [
        one if one.position == place else changes.save(replace(one, position=place))
        for place, one in enumerate(rest, start=1)
    ]


BRIEF = (
    "id", "name", "original_name", "extension", "revision", "position", "file_size", "status", "validation_status",
    "task_id", "person_id", "created_at", "token_in", "token_out",
)  # fmt: skip
FIRST = (
    "id", "revision", "original_name", "extension", "width", "height", "duration", "status", "annotations",
    "created_at", "task_id",
)  # fmt: skip
OTHER = (*FIRST, "position")
OF_UPLOAD = ("original_width", "original_height", "original_duration", "original_file_size")


def brief(preview: PreviewFile) -> dict[str, Any]:
    """Return a preview as an entity's list shows it."""
    return {name: getattr(preview, name) for name in BRIEF}


def grouped(previews: Iterable[PreviewFile], tasks: dict[str, Task]) -> dict[str, list[dict[str, Any]]]:
    """Return an entity's revisions by task type, the highest first; each is its earliest file, with the others in it.

    Of two tasks of one type the last one counts.
    """
    of_task: dict[str, list[PreviewFile]] = {}
    for preview in previews:
        of_task.setdefault(preview.task_id, []).append(preview)
    return {task.task_type_id: _revisions(of_task[task.id], task) for task in tasks.values() if task.id in of_task}


def _revisions(previews: list[PreviewFile], task: Task) -> list[dict[str, Any]]:
    numbers = sorted({preview.revision or 0 for preview in previews}, reverse=True)
    found = []
    for number in numbers:
        of_it = sorted((p for p in previews if (p.revision or 0) == number), key=lambda p: (p.created_at, p.id))
        first, others = of_it[0], sorted(of_it[1:], key=lambda p: (p.position or 0, p.id))
        found.append(_facts(first, FIRST) | {"previews": [_other(one, task) for one in others]})
    return found


def _other(preview: PreviewFile, task: Task) -> dict[str, Any]:
    return _facts(preview, OTHER) | {"task_type_id": task.task_type_id}


def _facts(preview: PreviewFile, names: Iterable[str]) -> dict[str, Any]:
    upload = preview.data if isinstance(preview.data, dict) else {}
    return {name: getattr(preview, name) for name in names} | {name: upload.get(name) for name in OF_UPLOAD}
