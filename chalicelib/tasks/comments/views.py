"""How comments are answered: with their people, statuses and previews, and less what a client may not see."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from msgspec.structs import replace

from chalicelib.access import CLIENT, Actor
from chalicelib.people.persons.records import Person, persons
from chalicelib.previews.files.records import PreviewFile
from chalicelib.previews.files.records import of_task as previews_of
from chalicelib.projects.projects.records import Project
from chalicelib.store import gather
from chalicelib.tasks.comments.access import readable
from chalicelib.tasks.comments.ground import statuses_of
from chalicelib.tasks.comments.records import Comment, of_task
from chalicelib.tasks.statuses.records import TaskStatus
from chalicelib.web.filters import cut

Values = dict[str, Any]
PERSON = frozenset({"id", "first_name", "last_name", "full_name", "has_avatar", "role"})
EDITOR = PERSON - {"full_name"}
STATUS = frozenset({"id", "name", "short_name", "color"})
PREVIEW = frozenset(
    {
        "id", "task_id", "revision", "extension", "width", "height", "duration", "status", "validation_status",
        "original_name", "position", "annotations",
    }
)  # fmt: skip
REJECTED = "rejected"


class Around(NamedTuple):
    """What comments name: people, statuses and previews, by their ids."""

    people: dict[str, Person]
    statuses: dict[str, TaskStatus]
    previews: dict[str, PreviewFile]


def of(by: Actor, project: Project, task_id: str) -> list[Values]:
    """Return a task's comments as somebody sees them, the newest first. Costs two trips."""
    found, previews = gather(lambda: of_task(task_id), lambda: previews_of(task_id))
    people, statuses = gather(lambda: persons.many(people_of(found)), lambda: statuses_of(found))
    around = Around(people, statuses, {preview.id: preview for preview in previews})
    seen = (_seen(by, project, comment, around) for comment in found)
    return [_listed(comment, around) for comment in seen if comment is not None]


def people_of(found: Iterable[Comment]) -> list[str]:
    """Return the ids of those who wrote, edited or answered comments."""
    ids: dict[str, None] = {}
    for comment in found:
        replies = (reply.get("person_id", "") for reply in comment.replies)
        ids |= dict.fromkeys([comment.person_id, *([comment.editor_id] if comment.editor_id else []), *replies])
    return list(ids)


def _seen(by: Actor, project: Project, comment: Comment, around: Around) -> Comment | None:
    """Return a comment as somebody sees it; to a client, an internal one with previews is nothing but these."""
    whole = readable(by, project, comment, around.people.get(comment.person_id))
    if by.role_in(project.id) != CLIENT:
        return comment if whole else None
    shown = [
        one
        for one in comment.previews
        if (preview := around.previews.get(one)) is not None and preview.validation_status != REJECTED
    ]
    if whole:
        return replace(comment, previews=shown)
    if not shown:
        return None
    return replace(comment, text="", attachment_files=[], checklist=[], replies=[], previews=shown)


def _listed(comment: Comment, around: Around) -> Values:
    shown = cut(comment, relations=True, shown=None)
    shown["previews"] = [
        cut(around.previews[one], relations=False, shown=PREVIEW) for one in comment.previews if one in around.previews
    ]
    return shown | with_names(comment, around)


def with_names(comment: Comment, around: Around) -> Values:
    """Return what a comment is shown with: its people, its status and its replies."""
    status = around.statuses.get(comment.task_status_id or "")
    shown: Values = {
        "person": short(around.people.get(comment.person_id)),
        "task_status": None if status is None else cut(status, relations=False, shown=STATUS),
        "replies": with_people(comment.replies, around.people),
    }
    if comment.editor_id in around.people:
        shown["editor"] = cut(around.people[comment.editor_id or ""], relations=False, shown=EDITOR)
    return shown


def short(person: Person | None) -> Values | None:
    """Return somebody as comments show them."""
    return None if person is None else cut(person, relations=False, shown=PERSON)


def with_people(replies: Iterable[Values], people: dict[str, Person]) -> list[Values]:
    """Return replies, each with who wrote it."""
    return [reply | {"person": short(people.get(reply.get("person_id", "")))} for reply in replies]
