"""The values of the variables in a file tree's templates: what is known of the file that gets a path."""

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from chalicelib.entities.entities.records import Entity
from chalicelib.entities.instances.records import AssetInstance
from chalicelib.entities.types.records import EntityType
from chalicelib.errors import BreaksRule, NotFound
from chalicelib.files.output_types.records import OutputType
from chalicelib.files.trees import templates as tree
from chalicelib.files.trees.templates import Paths, Templates
from chalicelib.people.departments.records import Department
from chalicelib.people.equipment.records import Software
from chalicelib.projects.projects.records import Project
from chalicelib.tasks.tasks.records import Task
from chalicelib.tasks.types.records import TaskType

FIELDS = ("name", "short_name", "number", "id")
NO_EPISODE = "e001"
SEQUENCE = "Seq"  # Seq12 is written S012


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """What a path is made of; what no variable of its templates needs may be missing.

    `entity` is what the work is done on; for an instance the shot or scene that it is in, and `asset` what it is of.
    """

    project: Project
    entity: Entity
    entity_type: EntityType | None = None
    asset: Entity
    asset_type: EntityType | None = None
    sequence: Entity | None = None
    episode: Entity | None = None
    task: Task | None = None
    task_type: TaskType
    department: Department | None = None
    software: Software | None = None
    output_type: OutputType | None = None
    instance: AssetInstance | None = None
    name: str = ""
    representation: str = ""
    revision: int = 0


class Numbers(NamedTuple):
    """The revisions that folder and name of a file show."""

    folder: int
    name: int


def paths(templates: Templates, ground: Ground, sep: str, numbers: Numbers | None = None) -> Paths:
    """Return where a file lies and its name. Raises BreaksRule for a variable that there is none of, NotFound."""
    shown = numbers or Numbers(ground.revision, ground.revision)
    in_folder = replace(ground, revision=shown.folder)
    in_name = replace(ground, revision=shown.name, representation="")
    return tree.paths(
        templates, sep, lambda variable: _value(in_folder, variable), lambda variable: _value(in_name, variable)
    )


def _value(ground: Ground, variable: str) -> str:
    name, _, field = variable.partition(".")
    if name not in VALUES:
        raise BreaksRule(f"<{variable}>: there is no such variable")
    return VALUES[name](ground, field if field in FIELDS else "name")


def _field_of(record: Any, field: str) -> str:
    """Return a field as text, "" of a record that isn't there. Raises BreaksRule for one that it doesn't have."""
    if record is None:
        return ""
    if not hasattr(record, field):
        raise BreaksRule(f"<{type(record).__name__}.{field}>: there is no such field")
    value = getattr(record, field)
    return "" if value is None else str(value)


def _department(ground: Ground, field: str) -> str:
    if ground.department is None:
        raise NotFound(f"the task type {ground.task_type.name} has no department")
    return _field_of(ground.department, field)


def _sequence(ground: Ground, field: str) -> str:
    value = _field_of(ground.sequence, field)
    return f"S{value[len(SEQUENCE) :].rjust(3, '0')}" if SEQUENCE in value else value


def _episode(ground: Ground, field: str) -> str:
    return NO_EPISODE if ground.episode is None else _field_of(ground.episode, field)


def _instance(ground: Ground, field: str) -> str:
    if ground.instance is None:
        return ""
    number = f"{ground.instance.number or 0:04}"
    return ground.instance.name or number if field == "name" else number


def _named(ground: Ground, _field: str) -> str:
    return ground.name


def _revision(ground: Ground, _field: str) -> str:
    return f"{ground.revision:03}"


def _of(part: str) -> Callable[[Ground, str], str]:
    return lambda ground, field: _field_of(getattr(ground, part), field)


VALUES: dict[str, Callable[[Ground, str], str]] = {
    "Project": _of("project"),
    "Task": lambda ground, field: _field_of(ground.task or ground.task_type, field),
    "TaskType": _of("task_type"),
    "Department": _department,
    "Shot": _of("entity"),
    "Scene": _of("entity"),
    "Asset": _of("asset"),
    "AssetType": _of("asset_type"),
    "Sequence": _sequence,
    "Episode": _episode,
    "TemporalEntity": _of("entity"),
    "TemporalEntityType": _of("entity_type"),
    "Software": _of("software"),
    "OutputType": _of("output_type"),
    "Name": _named,
    "OutputFile": _named,
    "WorkingFile": _named,
    "Representation": lambda ground, _field: ground.representation,
    "Version": _revision,
    "Revision": _revision,
    "Instance": _instance,
}
