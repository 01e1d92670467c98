"""Notification operations."""

from collections.abc import Iterable
from typing import Annotated, Any

import msgspec

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import NotStored
from chalicelib.people.persons.records import persons
from chalicelib.projects.projects.records import Project
from chalicelib.store import each, gather, work
from chalicelib.store.ids import well_formed
from chalicelib.tasks.comments.records import of_production as comments_of
from chalicelib.tasks.notifications import listing, rules
from chalicelib.tasks.notifications.records import Notification, notifications, of_assignations, placed, unread_of
from chalicelib.tasks.tasks.records import tasks
from chalicelib.web import filters
from chalicelib.web.answers import Done, paged
from chalicelib.web.filters import Query, cut
from chalicelib.web.http import Answer
from chalicelib.web.queries import Fields, Page, Relations
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, listed, table
from chalicelib.web.table import create as table_create

routes = Routes(__name__)
Values = dict[str, Any]
PART = 25  # notifications of one commit: the record and its link


class Mark(msgspec.Struct):
    """Whether a notification was read."""

    read: bool | None = None


class OfType(msgspec.Struct):
    """The kind of notifications that are listed."""

    type: str | None = None


def _changed(_changes: Changes, _by: Actor, old: Notification, new: Notification) -> Notification:
    if new.person_id != old.person_id:
        raise NotStored("person_id: a notification stays its person's")
    return new


def _people(_by: Actor, query: Query) -> Iterable[str]:
    asked = query.get("person_id", [""])[0]
    return [asked] if well_formed(asked) else [person.id for person in persons.all()]


plain = table(
    routes, "/data/notifications", notifications, read=access.admin, write=access.admin, parents=_people,
    hooks=Hooks(changed=_changed), without=("list", "create"),
)  # fmt: skip


@routes.get("/data/notifications", allow=access.admin, shows=paged(Notification))
def all_(by: Actor, query: Annotated[Query, Notification, OfType, Relations, Fields, Page]) -> Answer:
    """Everybody's notifications; `type` is their own kind."""
    renamed = {"notification_type" if name == "type" else name: value for name, value in query.items()}
    return listed(plain, by, renamed)


@routes.post("/data/notifications", allow=access.admin, shows=Notification)
def create(body: Any, by: Actor, changes: Changes) -> Values:
    """Keep a notification; `type` is its own kind."""
    if isinstance(body, dict) and "type" in body:
        body = body | {"notification_type": body["type"]}
    return cut(table_create(plain, changes, by, body), relations=True, shown=None)


@routes.get("/data/user/notifications", allow=access.signed_in, shows=list[Notification])
def own(by: Actor, query: Annotated[Query, listing.Filters]) -> list[Values]:
    """The caller's newest notifications."""
    return listing.listed(by, query)


@routes.get("/data/user/notifications/{notification_id}", allow=access.signed_in, malformed=400, shows=Notification)
def own_one(notification: Notification, by: Actor) -> Values:
    """One of the caller's notifications."""
    rules.check_own(by, notification)
    return listing.shown(by, notification, listing.about_of(by, [notification]))


@routes.put("/data/user/notifications/{notification_id}", allow=access.signed_in)
def mark(notification: Notification, body: Mark, by: Actor, changes: Changes) -> Notification:
    """Mark one of the caller's notifications as read or unread."""
    rules.check_own(by, notification)
    return rules.read(changes, notification, is_read=notification.read if body.read is None else body.read)


@routes.post("/actions/user/notifications/mark-all-as-read", allow=access.signed_in, status=200, shows=Done)
def mark_all(by: Actor, changes: Changes) -> Values:
    """Mark all of the caller's notifications as read."""
    places = [(by.id, one) for one in unread_of(by.id)]
    work.in_parts(places, PART, lambda part, some: rules.read_all(part, placed(some)), by.id)
    changes.tell("notification:all-read", person_id=by.id)
    return {"success": True}


@routes.get("/data/projects/{project_id}/notifications", allow=access.admin, shows=paged(Notification))
def of_production(project: Project, query: Annotated[Query, Page]) -> Any:
    """All notifications of a production's tasks."""
    said, given = gather(lambda: comments_of(project.id), lambda: tasks.within(project.id))
    told, assigned = gather(
        lambda: placed(place for comment in said for place in comment.notified),
        lambda: each(of_assignations, [task.id for task in given]),
    )
    found = [*told, *(note for notes in assigned for note in notes)]
    found.sort(key=lambda note: (note.updated_at, note.created_at, note.id), reverse=True)
    rows = [cut(note, relations=True, shown=None) for note in found]
    return filters.page_of(rows, query) if "page" in query else rows
