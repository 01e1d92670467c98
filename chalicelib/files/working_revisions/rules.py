"""What is true when a new revision of a working file is made: who takes it has the task, and no two are the same."""

from collections.abc import Iterable

from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.errors import Refused
from chalicelib.files.trees.templates import Paths
from chalicelib.files.working_files.records import WorkingFile
from chalicelib.files.working_revisions.bodies import NewWorkingFile
from chalicelib.people.persons.records import Person
from chalicelib.tasks.tasks.records import Task


def check_person(person: Person | None) -> Person:
    """Return whose a file is; refuses one of somebody whom nobody knows. Raises Refused."""
    if person is None:
        message = "person_id: there is no such person"
        raise Refused(message, error=message)
    return person


def check_free(files: Iterable[WorkingFile], name: str, revision: int) -> None:
    """Refuse a revision that there is already. Raises Refused."""
    if any((file.name, file.revision) == (name, revision) for file in files):
        message = f"revision: {name} has the revision {revision} already"
        raise Refused(message, error=message)


def take(changes: Changes, task: Task, person_id: str) -> None:
    """Give the task to whoever works on it, and tell each time; it is taken from nobody."""
    taken = replace(task, assignees=[*dict.fromkeys([*task.assignees, person_id])])
    changes.tell("task:assign", task.project_id, task_id=task.id, person_id=person_id)
    changes.tell("task:update", task.project_id, task_id=task.id)
    if taken != task:
        changes.save(taken)


def made(
    changes: Changes, task: Task, body: NewWorkingFile, revision: int, person_id: str, software_id: str, found: Paths
) -> WorkingFile:
    """Make the revision, and tell."""
    file = WorkingFile(
        name=body.name, comment=body.comment, revision=revision, path=f"{found.folder}{body.sep}{found.name}",
        task_id=task.id, entity_id=task.entity_id, person_id=person_id, software_id=software_id,
        production_id=task.project_id,
    )  # fmt: skip
    changes.tell("working-file:new", task.project_id, working_file_id=file.id)
    return changes.add(file, under=task)
