"""Carries out what a row says of its entity's tasks: people get them, and comments are posted as by anybody else."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule
from chalicelib.imports.entities.rules import Work
from chalicelib.people.persons.records import Person, standings
from chalicelib.projects.projects.records import Project, projects
from chalicelib.projects.team.rules import join
from chalicelib.store import gather, work
from chalicelib.tasks.assignments import rules as assignments
from chalicelib.tasks.comments import posting
from chalicelib.tasks.comments.ground import Draft
from chalicelib.tasks.tasks.records import ROW_FIELDS, tasks

ID, TYPE, STATUS, ASSIGNEES = (ROW_FIELDS.index(name) for name in ("id", "task_type_id", "task_status_id", "assignees"))


class Known(NamedTuple):
    """What must be known of a task: its id, its status, and who has it."""

    id: str
    status_id: str | None
    assignees: Sequence[str]


Tasks = dict[str, Known]  # an entity's tasks by the ids of their types


def there(rows: Iterable[list[Any]]) -> Tasks:
    """Return the tasks that are shown beside an entity; of two of a type the older one is meant."""
    return {row[TYPE]: Known(row[ID], row[STATUS], row[ASSIGNEES]) for row in reversed([*rows])}


def carry_out(by: Actor, project: Project, found: Tasks, told: Iterable[Work]) -> None:
    """Give the tasks to those who are named, and post what is said of them; each is a commit of its own."""
    for one in told:
        task = found[one.task_type.id]
        new = [person for person in one.people if person.id not in task.assignees]
        for person in new:
            _check_may_have(by, project, one, person)
        if new:
            work.run(lambda changes, task=task, new=new: _give(changes, project.id, task.id, new), by.id)  # type: ignore[misc]
        if one.is_posted(task.status_id):
            draft = Draft(one.status.id if one.status else None, (one.comment or "").strip())
            posting.post(by, task.id, draft, posting.unchecked)


def _check_may_have(by: Actor, project: Project, one: Work, person: Person) -> None:
    if not assignments.may_assign(by, project, one.task_type, person):
        raise BreaksRule(f"{one.task_type.name} assignations: {person.full_name} may not have this task")


def _give(changes: Changes, project_id: str, task_id: str, people: list[Person]) -> None:
    """Give a task to people, who join the production's team. Costs one trip."""
    task, project, found = gather(
        lambda: tasks.get(task_id),
        lambda: projects.get(project_id),
        lambda: standings.many(person.id for person in people),
    )
    for person in people:
        if person.id in found:
            join(changes, project, found[person.id])
        assignments.assign(changes, task, person.id)
