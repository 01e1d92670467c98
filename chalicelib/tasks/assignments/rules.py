"""What is true of assignments: who may give a task to whom, and who is told of it."""

from collections.abc import Iterable

from msgspec.structs import replace

from chalicelib.access import SUPERVISOR, Actor
from chalicelib.changes import Changes
from chalicelib.people.persons.records import Person
from chalicelib.projects.projects.records import Project
from chalicelib.tasks.notifications.records import Notification
from chalicelib.tasks.tasks.records import Task
from chalicelib.tasks.types.records import TaskType


def may_assign(by: Actor, project: Project, task_type: TaskType, person: Person) -> bool:
    """Return whether the caller may give a task of this type to the person.

    A supervisor with departments gives their departments' work to their departments' people; anybody on the team takes
    what is their own department's; a bot works where the production lets bots work.
    """
    if person.is_bot and not project.is_bot_collaboration_enabled:
        return False
    if by.manages(project.id):
        return True
    own = set(by.departments)
    if by.role_in(project.id) == SUPERVISOR and (
        not own or (task_type.department_id in own and own & set(person.departments))
    ):
        return True
    return by.on_team(project.id) and by.id == person.id and task_type.department_id in own


def may_clear(by: Actor, task: Task, task_type: TaskType, person_id: str | None) -> bool:
    """Return whether the caller may take the person, or everybody, off a task."""
    if by.supervises(task.project_id, task_type.department_id):
        return True
    return by.on_team(task.project_id) and by.id == person_id


def assign(changes: Changes, task: Task, person_id: str) -> Task:
    """Give the task to the person, and tell; who has it already is given it by the caller now, and told nothing."""
    task = changes.pending(Task, task.id) or task
    given = replace(task, assignees=[*dict.fromkeys([*task.assignees, person_id])], assigner_id=changes.by)
    if given == task:
        return task
    tell_of_change(changes, task, given)
    changes.tell("task:update", task.project_id, task_id=task.id)
    return changes.save(given)


def clear(changes: Changes, task: Task, person_id: str | None) -> Task:
    """Take the person, or everybody, off the task, and tell."""
    left = [one for one in task.assignees if person_id is not None and one != person_id]
    cleared = replace(task, assignees=left)
    tell_of_change(changes, task, cleared)
    changes.tell("task:update", task.project_id, task_id=task.id)
    return changes.save(cleared)


def tell_of_change(changes: Changes, before: Task, after: Task) -> None:
    """Note who has got the task and who is off it; whoever got it from somebody else is notified."""
    for person_id in _missing(after.assignees, before.assignees):
        changes.tell("task:assign", after.project_id, task_id=after.id, person_id=person_id)
        if person_id != changes.by:
            _notify(changes, after, person_id)
    for person_id in _missing(before.assignees, after.assignees):
        changes.tell("task:unassign", after.project_id, task_id=after.id, person_id=person_id)


def _missing(people: Iterable[str], among: Iterable[str]) -> list[str]:
    there = set(among)
    return [one for one in people if one not in there]


def _notify(changes: Changes, task: Task, person_id: str) -> None:
    note = Notification(
        person_id=person_id, author_id=changes.by or person_id, task_id=task.id, notification_type="assignation"
    )
    changes.add(note)
    changes.tell("notification:new", task.project_id, kept=False, notification_id=note.id, person_id=person_id)
