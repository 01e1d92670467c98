"""Operations that choose what stands for an entity."""

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity
from chalicelib.entities.entities.views import plain
from chalicelib.errors import BreaksRule, DoesNotFit
from chalicelib.previews.access import choice
from chalicelib.previews.files.records import PreviewFile, of_task
from chalicelib.previews.main.found import tasks_to_choose_for
from chalicelib.previews.main.rules import choose, first_of_latest
from chalicelib.previews.pictures import kinds
from chalicelib.tasks.tasks.records import Task
from chalicelib.web.routes import Routes

routes = Routes(__name__)


class Frame(msgspec.Struct):
    """The frame of a movie that is to stand for it, from 1."""

    frame_number: int | UnsetType | None = UNSET


class Tasks(msgspec.Struct):
    """The tasks whose latest files are to stand for their entities."""

    task_ids: list[str]


@routes.put("/actions/preview-files/{preview_file_id}/set-main-preview", allow=choice, shows=Entity)
def of_preview(preview_file: PreviewFile, entity: Entity, body: Frame, changes: Changes) -> dict[str, Any]:
    """Have a preview stand for its entity."""
    if body.frame_number not in (UNSET, None):
        if preview_file.extension != kinds.MOVIE:
            raise BreaksRule("frame_number: only a movie has frames")
        raise BreaksRule("frame_number: frames of movies can't be chosen here yet")
    return _shown(choose(changes, entity, preview_file), preview_file)


@routes.put("/actions/tasks/{task_id}/set-main-preview", allow=choice, shows=Entity)
def of_task_latest(task: Task, entity: Entity, changes: Changes) -> dict[str, Any]:
    """Have the first file of a task's highest revision stand for its entity."""
    latest = first_of_latest(of_task(task.id))
    if latest is None:
        raise BreaksRule("the task has no files yet")
    return _shown(choose(changes, entity, latest), latest)


@routes.put("/actions/tasks/set-main-preview", allow=access.signed_in, shows=list[Entity])
def of_tasks_latest(body: Tasks, by: Actor, changes: Changes) -> list[dict[str, Any]]:
    """Have the first files of several tasks' highest revisions stand for their entities; tasks without are passed."""
    if not body.task_ids:
        raise DoesNotFit("task_ids", "must name a task or more")
    chosen = {}
    for one in tasks_to_choose_for(by, body.task_ids):
        if (latest := first_of_latest(one.previews)) is not None:
            chosen[one.entity.id] = (one.entity, latest)
    return [_shown(choose(changes, entity, latest), latest) for entity, latest in chosen.values()]


def _shown(entity: Entity, preview: PreviewFile) -> dict[str, Any]:
    return plain(entity, type="Entity", preview_file_status=preview.status)
