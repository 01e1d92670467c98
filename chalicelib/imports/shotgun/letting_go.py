"""Lets entities, tasks, versions and notes go that another tracker has let go, if nothing here needs them any more."""

from typing import Any

from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.entities.casting.records import around
from chalicelib.entities.entities.hooks import removed_entity
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.entities.types.records import ASSET
from chalicelib.errors import StillUsed
from chalicelib.imports.shotgun.production import NOTE, TASK, VERSION
from chalicelib.imports.shotgun.records import record_of
from chalicelib.planning.time_spents.records import of_task as times_of
from chalicelib.previews.files.records import of_task as previews_of
from chalicelib.previews.files.records import preview_files
from chalicelib.store import each, gather
from chalicelib.tasks.comments.records import comments
from chalicelib.tasks.tasks.records import Task, of_entity, tasks

Values = dict[str, Any]
GONE: Values = {"success": True}


def _answer(record_id: str, *, success: bool = True) -> Values:
    return {"success": success, "removed_instance_id": record_id}


def place(kind: str, changes: Changes, number: int) -> Values:
    """Let an entity go of which there is no work, and below which nothing lies."""
    here = record_of(entities, kind, number)
    if here is None:
        return GONE
    try:
        removed_entity(changes, here)
    except StillUsed:
        return _answer(here.id, success=False)
    changes.told.clear()
    return _answer(here.id)


def asset(changes: Changes, number: int) -> Values:
    """Let an asset go with its tasks; one that has been worked on is only cancelled."""
    here: Entity | None = record_of(entities, ASSET, number)
    if here is None:
        return GONE
    own, links = gather(lambda: of_entity(here.project_id, here.id), lambda: around(here.project_id, here.id))
    if any(each(_is_worked_on, own)):
        changes.save(replace(here, canceled=True))
        return _answer(here.id)
    for record in (*own, *links, here):
        changes.remove(record)
    return _answer(here.id)


def _is_worked_on(task: Task) -> bool:
    found = gather(lambda: previews_of(task.id), lambda: times_of(task.id), lambda: comments.within(task.id))
    return any(found)


def task(changes: Changes, number: int) -> Values:
    """Let a task go that nobody has worked on."""
    here = record_of(tasks, TASK, number)
    if here is None:
        return GONE
    if _is_worked_on(here):
        return _answer(here.id, success=False)
    changes.remove(here)
    return _answer(here.id)


def version(changes: Changes, number: int) -> Values:
    """Let a preview go."""
    return _plain(changes, record_of(preview_files, VERSION, number))


def note(changes: Changes, number: int) -> Values:
    """Let a comment go."""
    return _plain(changes, record_of(comments, NOTE, number))


def _plain(changes: Changes, here: Any) -> Values:
    if here is None:
        return GONE
    changes.remove(here)
    return _answer(here.id)
