"""Posts comments: each in a commit of its own, and then what follows from it, on other tasks too."""

from collections.abc import Callable
from typing import Any

from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import Forbidden
from chalicelib.store import work
from chalicelib.tasks.comments import automations, rules, words
from chalicelib.tasks.comments.ground import Draft, Ground, ground_of, statuses_of
from chalicelib.tasks.comments.records import Comment, comments
from chalicelib.tasks.notifications import rules as notifications
from chalicelib.tasks.notifications.records import Notification
from chalicelib.tasks.statuses.records import TaskStatus
from chalicelib.tasks.tasks.records import of_entity
from chalicelib.tasks.types.records import task_types
from chalicelib.web.filters import cut

Values = dict[str, Any]
Check = Callable[[Actor, Ground], None]


def post(by: Actor, task_id: str, draft: Draft, check: Check) -> Values:
    """Post a comment and all that follows from it; returns it as it is answered.

    Costs three trips and a commit. What follows on other tasks is committed after it. Raises what the check raises,
    NotFound, and BreaksRule for a retake too many.
    """
    posted, ground = work.run(lambda changes: _attempt(changes, by, task_id, draft, check), by.id)
    work.in_parts(posted.unsent, rules.AT_ONCE, lambda changes, part: _send(changes, ground, part), by.id)
    if draft.spread and words.HASHTAG.search(draft.text):
        _spread(by, ground, draft)
    automations.run(by, posted.comment, ground, draft, follow)
    return shown(posted.comment, ground)


def _attempt(changes: Changes, by: Actor, task_id: str, draft: Draft, check: Check) -> tuple[rules.Posted, Ground]:
    ground = ground_of(by, task_id, draft)
    check(by, ground)
    known: dict[str, TaskStatus] = statuses_of(ground.history) if ground.history else {}
    return rules.post(changes, ground, draft, known), ground


def _send(changes: Changes, ground: Ground, part: Any) -> list[Notification]:
    notifications.send(changes, ground.place.project.id, part)
    return []


def _spread(by: Actor, ground: Ground, draft: Draft) -> None:
    """Post a comment again on the tasks of the same entity whose types its hashtags name, each keeping its status."""
    task = ground.place.task
    siblings = of_entity(task.project_id, task.entity_id)
    types = task_types.many({one.task_type_id for one in siblings})
    chosen = words.sent_to(draft.text, ground.task_type, types.values())
    copy = draft._replace(
        status_id=None, text=words.copied(draft.text, ground.task_type), files=(), spread=False, checklist=[],
        person_id=ground.author.id,
    )  # fmt: skip
    for sibling in siblings:
        if sibling.task_type_id in chosen:
            follow(by, sibling.id, copy)


def follow(by: Actor, task_id: str, draft: Draft) -> Values:
    """Post what follows from a comment that was judged already."""
    return post(by, task_id, draft, unchecked)


def unchecked(_by: Actor, _ground: Ground) -> None:
    """Ask nothing: what led to this comment was judged already."""


def judged(by: Actor, ground: Ground) -> None:
    """Refuse somebody who may not comment on the task so. Raises Forbidden. Costs a Query for who only may answer."""
    task = ground.place.task
    if rules.may_act(by, ground):
        rules.check_status(by, ground)
    elif not (ground.status.id == task.task_status_id and rules.may_answer(by, task, comments.within(task.id))):
        raise Forbidden("you may not comment on this task")


def shown(comment: Comment, ground: Ground) -> Values:
    """Return a new comment as it is answered: with its status and its author."""
    return cut(comment, relations=True, shown=None) | {
        "task_status": cut(ground.status, relations=False, shown=None),
        "person": cut(ground.author, relations=True, shown=None),
    }
