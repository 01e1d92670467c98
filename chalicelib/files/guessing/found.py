"""Reads what a path may name, and nothing of what no template asks for."""

from collections.abc import Callable
from typing import Any

from chalicelib.entities.entities.records import Entity, entities, of_kind
from chalicelib.entities.instances.records import asset_instances
from chalicelib.entities.types.records import entity_types
from chalicelib.files.guessing.names import Known
from chalicelib.files.output_types.records import output_types
from chalicelib.people.departments.records import departments
from chalicelib.projects.projects.records import Project
from chalicelib.store import each
from chalicelib.tasks.tasks.records import tasks
from chalicelib.tasks.types.records import task_types

KINDS = ("Asset", "Episode", "Sequence", "Scene", "Shot")
# What is read for variables, into which field of the known.
SOURCES: dict[str, tuple[frozenset[str], Callable[[str, frozenset[str]], list[Any]]]] = {
    "entities": (frozenset({*KINDS, "TemporalEntity"}), lambda project_id, asked: _entities(project_id, asked)),
    "tasks": (frozenset({"Task"}), lambda project_id, _asked: tasks.within(project_id)),
    "instances": (frozenset({"Instance"}), lambda project_id, _asked: asset_instances.within(project_id)),
    "entity_types": (frozenset({"AssetType", "TemporalEntityType"}), lambda _project, _asked: entity_types.all()),
    "departments": (frozenset({"Department"}), lambda _project, _asked: departments.all()),
    "task_types": (frozenset({"TaskType"}), lambda _project, _asked: task_types.all()),
    "output_types": (frozenset({"OutputType"}), lambda _project, _asked: output_types.all()),
}


def known(project: Project, variables: frozenset[str]) -> Known:
    """Return what the texts of these variables may name. Costs one Query chain a kind, all at once."""
    wanted = [(name, read) for name, (needed_by, read) in SOURCES.items() if needed_by & variables]
    found = each(lambda source: source[1](project.id, variables), wanted)
    return Known(project=project, **{name: records for (name, _), records in zip(wanted, found, strict=True)})


def _entities(project_id: str, variables: frozenset[str]) -> list[Entity]:
    if "TemporalEntity" in variables:
        return entities.within(project_id)
    found = each(lambda kind: of_kind(project_id, kind), [kind for kind in KINDS if kind in variables])
    return [entity for of_one_kind in found for entity in of_one_kind]
