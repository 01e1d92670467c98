"""The files that go with a task, an entity or an instance when it is removed."""

from collections.abc import Iterable
from typing import Any

from chalicelib.entities.entities.records import Entity
from chalicelib.files.contents.records import working_file_contents
from chalicelib.files.output_files import records as outputs
from chalicelib.files.working_files import records as working
from chalicelib.files.working_files.records import WorkingFile
from chalicelib.store import each, gather
from chalicelib.tasks.tasks.records import Task


def of_task(task: Task) -> list[Any]:
    """Return a task's working files with what was made from them. Costs three trips."""
    return _with_outputs(working.of_task(task.project_id, task.id))


def of_entity(entity: Entity) -> list[Any]:
    """Return an entity's outputs, and its working files with what was made from them. Costs four trips."""
    own, worked_in = gather(
        lambda: outputs.of_entity(entity.project_id, entity.id), lambda: working.of_entity(entity.id)
    )
    return [*own, *_with_outputs(worked_in)]


def of_instances(ids: Iterable[str]) -> list[Any]:
    """Return the outputs of instances. Costs two trips."""
    return [output for found in each(outputs.of_instance, ids) for output in found]


def _with_outputs(files: list[WorkingFile]) -> list[Any]:
    ids = [file.id for file in files]
    made, contents = gather(lambda: each(outputs.made_from, ids), lambda: working_file_contents.many(ids))
    return [*(output for found in made for output in found), *contents.values(), *files]
