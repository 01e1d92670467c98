"""Status automations: what follows by itself when a task gets a status."""

from collections.abc import Callable, Iterable
from typing import Any

from msgspec.structs import replace

from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.casting import readiness
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.entities.entities.rules import tell
from chalicelib.projects.automations.records import StatusAutomation, status_automations
from chalicelib.projects.projects.records import Project
from chalicelib.store import gather, work
from chalicelib.tasks.comments import revisions
from chalicelib.tasks.comments.ground import Draft, Ground
from chalicelib.tasks.comments.records import Comment
from chalicelib.tasks.tasks.records import of_entity
from chalicelib.tasks.types.records import TaskType, task_types

READY_FOR = "ready_for"
Post = Callable[[Actor, str, Draft], Any]


def run(by: Actor, comment: Comment, ground: Ground, draft: Draft, post: Post) -> None:
    """Do what the production's automations say of a comment's status; in a chain each runs once."""
    _, entity, project = ground.place
    if not project.status_automations:
        return
    found = status_automations.many(project.status_automations).values()
    for automation in triggered(found, ground.task_type, comment, entity):
        if automation.id in draft.ran:
            continue
        if automation.out_field_type == READY_FOR:
            work.run(lambda changes, one=automation: _make_ready(changes, entity.id, one), by.id)  # type: ignore[misc]
        else:
            _pass_on(by, comment, ground, draft, automation, post)


def triggered(
    found: Iterable[StatusAutomation], task_type: TaskType, comment: Comment, entity: Entity
) -> list[StatusAutomation]:
    """Return the automations that a comment sets off."""
    return [
        one
        for one in found
        if not one.archived
        and one.in_task_type_id == task_type.id
        and one.in_task_status_id == comment.task_status_id
        and (one.entity_type or "").lower() == entity.type.lower()
    ]


def goes_back(project: Project, before: TaskType, after: TaskType) -> bool:
    """Return whether the production does the type that would follow before the one that it would follow from."""
    return _priority(project, before) > _priority(project, after)


def _priority(project: Project, task_type: TaskType) -> int:
    link = project.task_type_links.get(task_type.id)
    return (link.priority or 0) if link is not None else 0


def _pass_on(
    by: Actor, comment: Comment, ground: Ground, draft: Draft, automation: StatusAutomation, post: Post
) -> None:
    """Comment on the entity's first task of the out type, by the same person, with the out status."""
    task, _, project = ground.place
    siblings, types = gather(
        lambda: of_entity(task.project_id, task.entity_id),
        lambda: task_types.many([automation.out_task_type_id or ""]),
    )
    out = types.get(automation.out_task_type_id or "")
    if out is None or automation.out_task_status_id is None or goes_back(project, ground.task_type, out):
        return
    target = min((one for one in siblings if one.task_type_id == out.id), key=lambda one: one.id, default=None)
    if target is not None:
        text = f"Follows from {ground.task_type.name}, which became {ground.status.name}."
        follow = Draft(
            status_id=automation.out_task_status_id, text=text, person_id=comment.person_id, spread=False,
            ran=draft.ran | {automation.id},
        )  # fmt: skip
        posted = post(by, target.id, follow)
        if automation.import_last_revision:
            revisions.carry_over(by, task.id, target.id, posted["id"])


def _make_ready(changes: Changes, entity_id: str, automation: StatusAutomation) -> None:
    """Make an asset ready for the out type, wherever it is cast."""
    asset = entities.get(entity_id)
    ready = replace(asset, ready_for=automation.out_task_type_id)
    changes.save(ready)
    tell(changes, ready, "update", data={"ready_for": ready.ready_for})
    readiness.asset_changed(changes, asset, ready)
