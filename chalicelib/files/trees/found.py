"""Reads what the variables of a path's templates need, and nothing else."""

from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.entities.types.records import EntityType, entity_types
from chalicelib.files.defaults import GEOMETRY, MAX_OF_OUTPUTS, found_or_made
from chalicelib.files.trees.rules import Ground, Numbers, paths
from chalicelib.files.trees.templates import Paths, templates_of
from chalicelib.people.departments.records import departments
from chalicelib.store import gather

ABOVE = frozenset({"Sequence", "Episode"})
TYPES = frozenset({"AssetType", "TemporalEntityType"})


def path_of(changes: Changes, ground: Ground, mode: str, kind: str, sep: str, numbers: Numbers | None = None) -> Paths:
    """Return where a file lies and its name, by the tree of its production. Costs two trips.

    Raises BreaksRule where the tree can't say it, and NotFound. `numbers` are the revisions to show, if others.
    """
    templates = templates_of(ground.project.file_tree, mode, kind)
    return paths(templates, _completed(changes, ground, templates.variables()), sep, numbers)


def _completed(changes: Changes, ground: Ground, variables: frozenset[str]) -> Ground:
    """Return the ground with all that these variables need.

    A program and an output type that nobody has named are the studio's usual ones.
    """
    (sequence, episode), types, department = gather(
        lambda: _above(ground.entity) if variables & ABOVE else (None, None),
        lambda: _types(ground) if variables & TYPES else {},
        lambda: departments.find(ground.task_type.department_id or "") if "Department" in variables else None,
    )
    return replace(
        _with_defaults(changes, ground, variables), sequence=sequence, episode=episode, department=department,
        entity_type=types.get(ground.entity.entity_type_id), asset_type=types.get(ground.asset.entity_type_id),
    )  # fmt: skip


def _above(entity: Entity) -> tuple[Entity | None, Entity | None]:
    """Return the sequence and the episode in which an entity lies, or that it is itself. Costs up to two trips."""
    if entity.type == "Episode":
        return None, entity
    sequence = entity if entity.type == "Sequence" else None
    if entity.type in ("Shot", "Scene"):
        sequence = _parent(entity)
    return sequence, None if sequence is None else _parent(sequence)


def _parent(entity: Entity) -> Entity | None:
    return entities.find(entity.parent_id) if entity.parent_id else None


def _types(ground: Ground) -> dict[str, EntityType]:
    return entity_types.many({ground.entity.entity_type_id, ground.asset.entity_type_id})


def _with_defaults(changes: Changes, ground: Ground, variables: frozenset[str]) -> Ground:
    if ground.software is None and "Software" in variables:
        ground = replace(ground, software=found_or_made(changes, MAX_OF_OUTPUTS))
    if ground.output_type is None and "OutputType" in variables:
        ground = replace(ground, output_type=found_or_made(changes, GEOMETRY))
    return ground
