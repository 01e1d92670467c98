"""Keeps a comment that was edited, and does what follows from its new words and its new status."""

from chalicelib.changes import Changes
from chalicelib.projects.projects.records import Project
from chalicelib.store import gather
from chalicelib.tasks.comments import editing, removing, rules, telling
from chalicelib.tasks.comments.ground import words_of
from chalicelib.tasks.comments.records import Comment
from chalicelib.tasks.notifications.records import placed
from chalicelib.tasks.tasks.records import Task


def revise(changes: Changes, before: Comment, after: Comment, task: Task, project: Project) -> Comment:
    """Keep an edited comment: its mentions are read anew, another status computes the task anew; and tell.

    Costs two trips, two more where the status is another one.
    """
    notes, known = gather(lambda: placed(before.notified), lambda: words_of(project, after.text))
    after, old, new = editing.reread(after, known, notes)
    telling.withdraw(changes, old)
    telling.tell(changes, project.id, new)
    after = changes.save(after)
    if after.task_status_id != before.task_status_id:
        editing.recount(changes, task, removing.history_of(task, instead=after), before.person_id)
    rules.tell(changes, "comment:update", after, project.id)
    return after
