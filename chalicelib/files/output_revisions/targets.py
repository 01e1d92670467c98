"""What an output is made of, and what a client says of it: as it was read, for the rules."""

from typing import NamedTuple

from chalicelib.entities.entities.records import Entity
from chalicelib.entities.instances.records import AssetInstance
from chalicelib.files.output_files.records import OutputFile
from chalicelib.files.output_types.records import OutputType
from chalicelib.files.statuses.records import FileStatus
from chalicelib.files.working_files.records import WorkingFile
from chalicelib.people.persons.records import Person
from chalicelib.projects.projects.records import Project
from chalicelib.tasks.types.records import TaskType


class Target(NamedTuple):
    """What an output is made of: an entity, or an instance of it (`asset`) in a shot or scene (`entity`).

    `there` are the outputs among which its revisions are counted.
    """

    project: Project
    entity: Entity
    asset: Entity
    instance: AssetInstance | None
    there: list[OutputFile]


class Types(NamedTuple):
    """The types that an output is of."""

    output_type: OutputType
    task_type: TaskType


class Chosen(NamedTuple):
    """What a client says of a new output; None for what there isn't."""

    task_type: TaskType
    output_type: OutputType | None
    person: Person | None
    status: FileStatus | None
    source: WorkingFile | None
