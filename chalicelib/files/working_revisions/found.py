"""Reads what a revision of a working file is made with: its number, its program, and whose it is."""

from typing import NamedTuple

from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.files.defaults import BLENDER, MAX, found_or_made
from chalicelib.files.working_files.records import WorkingFile, of_task
from chalicelib.files.working_files.rules import next_revision
from chalicelib.files.working_revisions.bodies import NewWorkingFile, WorkingPath
from chalicelib.people.equipment.records import Software, software
from chalicelib.people.persons.records import Person, persons
from chalicelib.store import gather
from chalicelib.tasks.tasks.records import Task


class Chosen(NamedTuple):
    """The task's files so far, the number of the revision, its program, and whose it is."""

    there: list[WorkingFile]
    revision: int
    program: Software
    person: Person | None


def for_path(changes: Changes, task: Task, body: WorkingPath) -> Chosen:
    """Return what a path is asked for with; the usual program is made even where another one is named.

    Raises NotFound for a program that isn't there. Costs two trips.
    """
    usual = found_or_made(changes, MAX)
    there, program = gather(lambda: of_task(task.project_id, task.id), lambda: _program(body.software_id) or usual)
    return Chosen(there, body.revision or next_revision(there, body.name), program, None)


def for_file(changes: Changes, task: Task, body: NewWorkingFile, by: Actor) -> Chosen:
    """Return what a new revision is made with. Raises NotFound for a program that isn't there. Costs two trips."""
    there, person, program = gather(
        lambda: of_task(task.project_id, task.id),
        lambda: persons.find(body.person_id or by.id),
        lambda: _program(body.software_id) or found_or_made(changes, BLENDER),
    )
    return Chosen(there, body.revision or next_revision(there, body.name), program, person)


def _program(software_id: str | None) -> Software | None:
    return software.things.get(software_id) if software_id else None
