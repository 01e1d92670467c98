"""The concepts that are drawn for an entity, as its page shows them with their tasks."""

from typing import Any

from chalicelib.entities.entities.records import Entity, of_kind
from chalicelib.projects.projects.records import Project
from chalicelib.tasks.tasks.records import Task, of_entities
from chalicelib.web.filters import cut

Values = dict[str, Any]
FIELDS = frozenset(
    {
        "canceled", "data", "description", "entity_type_id", "id", "name", "nb_frames", "parent_id", "preview_file_id",
        "project_id", "source_id", "nb_entities_out", "is_casting_standby", "entity_concept_links", "type",
        "updated_at", "created_at", "created_by",
    }
)  # fmt: skip
FRAMES = ("fps", "frame_in", "frame_out")
TASK_FIELDS = frozenset(
    {
        "id", "duration", "due_date", "end_date", "entity_id", "estimation", "last_comment_date", "nb_assets_ready",
        "priority", "real_start_date", "retake_count", "start_date", "task_status_id", "task_type_id", "assigner_id",
        "assignees",
    }
)  # fmt: skip


def linked_to(entity: Entity, project: Project) -> list[Values]:
    """Return the concepts that link to an entity, by name. Costs a Query chain and a trip."""
    found = [one for one in of_kind(project.id, "Concept") if entity.id in one.entity_concept_links]
    work = of_entities(project.id, [one.id for one in found])
    shown = [_shown(concept, project, [task for task in work if task.entity_id == concept.id]) for concept in found]
    return sorted(shown, key=lambda one: str(one["name"]))


def _shown(concept: Entity, project: Project, work: list[Task]) -> Values:
    columns = concept.data if isinstance(concept.data, dict) else {}
    return (
        cut(concept, relations=True, shown=FIELDS)
        | {name: columns.get(name) for name in FRAMES}
        | {"project_name": project.name, "tasks": [cut(task, relations=True, shown=TASK_FIELDS) for task in work]}
    )
