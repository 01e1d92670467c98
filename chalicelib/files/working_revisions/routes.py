"""Operations that say where a task's working files lie, and make new revisions of them."""

from typing import Any

from msgspec import Struct

from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity
from chalicelib.errors import BreaksRule
from chalicelib.files.trees.answers import no_path
from chalicelib.files.trees.found import path_of
from chalicelib.files.trees.rules import Ground
from chalicelib.files.trees.templates import kind_of
from chalicelib.files.working_files.found import shown
from chalicelib.files.working_files.records import WorkingFile
from chalicelib.files.working_revisions import rules
from chalicelib.files.working_revisions.bodies import NewWorkingFile, WorkingPath
from chalicelib.files.working_revisions.found import Chosen, for_file, for_path
from chalicelib.projects.projects.records import Project
from chalicelib.tasks.access import task_access
from chalicelib.tasks.tasks.records import Task
from chalicelib.tasks.types.records import TaskType
from chalicelib.web.body import Sent
from chalicelib.web.routes import Routes

routes = Routes(__name__)


class Place(Struct):
    """Where a file lies, and its name."""

    path: str
    name: str


@routes.post("/data/tasks/{task_id}/working-file-path", allow=task_access, status=200, shows=Place)
def path(
    task: Task, entity: Entity, project: Project, task_type: TaskType, body: WorkingPath, sent: Sent, changes: Changes
) -> Any:
    """Where a revision of a task's file lies, and its name."""
    chosen = for_path(changes, task, body)
    ground = _ground(project, entity, task, task_type, chosen, body.name)
    try:
        found = path_of(changes, ground, body.mode, kind_of(entity.type), body.sep)
    except BreaksRule as failure:
        return no_path(failure, sent.values)
    return {"path": found.folder, "name": found.name}


@routes.post("/data/tasks/{task_id}/working-files/new", allow=task_access, shows=WorkingFile)
def make(
    task: Task, entity: Entity, project: Project, task_type: TaskType, body: NewWorkingFile, by: Actor, changes: Changes
) -> dict[str, Any]:
    """Make a new revision of a task's file; whoever makes it has the task from now on.

    The folder is written with slashes; the separator stands before the file's name only.
    """
    chosen = for_file(changes, task, body, by)
    person = rules.check_person(chosen.person)
    rules.check_free(chosen.there, body.name, chosen.revision)
    ground = _ground(project, entity, task, task_type, chosen, body.name)
    found = path_of(changes, ground, body.mode, kind_of(entity.type), "/")
    rules.take(changes, task, by.id)
    return shown(rules.made(changes, task, body, chosen.revision, person.id, chosen.program.id, found))


def _ground(
    project: Project, entity: Entity, task: Task, task_type: TaskType, chosen: Chosen, name: str
) -> Ground:  # fmt: skip
    return Ground(
        project=project, entity=entity, asset=entity, task=task, task_type=task_type, software=chosen.program,
        name=name, revision=chosen.revision,
    )  # fmt: skip
