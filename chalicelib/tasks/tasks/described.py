"""How lists of work show a task: with the names of its production, its entity and where that lies, type and status."""

from typing import Any

from chalicelib.access import Actor
from chalicelib.entities.entities.records import Entity
from chalicelib.entities.entities.views import without
from chalicelib.tasks.access import seen_by
from chalicelib.tasks.tasks.around import Around, places_of
from chalicelib.tasks.tasks.records import Task
from chalicelib.web.filters import cut

Values = dict[str, Any]


def described(by: Actor, task: Task, around: Around, prefix: str) -> Values:
    """Return a task with what is around it; the names of its type and status begin with the prefix."""
    entity, project = around.entities[task.entity_id], around.projects[task.project_id]
    task_type, status = around.types.task_types[task.task_type_id], around.types.status_of(task)
    return (
        cut(seen_by(by, task), relations=True, shown=None)
        | {"project_name": project.name, "project_has_avatar": project.has_avatar}
        | _of_entity(entity, around)
        | {
            "task_type_for_entity": task_type.for_entity, f"{prefix}type_name": task_type.name,
            f"{prefix}status_name": status and status.name, f"{prefix}type_color": task_type.color,
            f"{prefix}status_color": status and status.color,
            f"{prefix}status_short_name": status and status.short_name,
        }
    )  # fmt: skip


def _of_entity(entity: Entity, around: Around) -> Values:
    sequence, episode = places_of(entity, around.entities)
    kind = around.types.entity_types.get(entity.entity_type_id)
    shown = without(entity, around.hidden.get(entity.project_id, frozenset()))
    return {
        "entity_name": entity.name, "entity_description": entity.description, "entity_data": shown.data,
        "entity_preview_file_id": entity.preview_file_id or "", "entity_source_id": entity.source_id or "",
        "entity_type_name": kind.name if kind else None, "entity_canceled": entity.canceled,
        "sequence_name": sequence.name if sequence else None, "episode_id": episode.id if episode else "",
        "episode_name": episode.name if episode else None,
    }  # fmt: skip
