"""Lists a person's notifications: the newest hundred, with what they are about."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from msgspec import Struct

from chalicelib.access import ARTIST, CLIENT, Actor
from chalicelib.errors import BreaksRule
from chalicelib.people.persons.records import Person, persons
from chalicelib.previews.playlists.records import Playlist, playlists
from chalicelib.projects.projects.records import Project, projects
from chalicelib.refs import TaskStatusId, TaskTypeId
from chalicelib.store import gather, reading
from chalicelib.tasks.comments.records import Comment, comments
from chalicelib.tasks.news.listing import moment
from chalicelib.tasks.news.names import NOBODY, Named, named
from chalicelib.tasks.notifications.records import Notification, notifications
from chalicelib.tasks.subscriptions.records import subscriptions
from chalicelib.tasks.tasks.records import Task, tasks
from chalicelib.web import filters
from chalicelib.web.filters import NO, YES, Query

Values = dict[str, Any]
MOST = 100


class Filters(Struct):
    """What a person's notifications can be narrowed by; `watching`: of tasks that the person follows."""

    task_type_id: TaskTypeId | None = None
    task_status_id: TaskStatusId | None = None
    type: str | None = None
    read: bool | None = None
    watching: bool | None = None
    after: dt.datetime | None = None
    before: dt.datetime | None = None


class About(NamedTuple):
    """What notifications are about, by ids; `followed` are the person's subscriptions by their task."""

    tasks: dict[str, Task]
    comments: dict[str, Comment]
    entities: dict[str, Named]
    projects: dict[str, Project]
    people: dict[str, Person]
    followed: dict[str, str]
    playlists: dict[str, Playlist]


Test = Callable[[Notification, About], bool]


def listed(by: Actor, query: Query) -> list[Values]:
    """Return a person's newest notifications that the filters let through. Raises BreaksRule.

    Without filters it reads no more than it shows: a Query, then three trips and one for each level above the entities.
    """
    tests = _tests(query)
    found = notifications.newest(by.id, MOST) if not tests else list(reversed(notifications.within(by.id)))
    about = about_of(by, found)
    kept = [note for note in found if all(test(note, about) for test in tests)]
    return [shown(by, note, about) for note in kept[:MOST]]


def _tests(query: Query) -> list[Test]:
    after, before = moment(query, "after"), moment(query, "before")
    type_id, status_id = filters.asked_id(query, "task_type_id"), filters.asked_id(query, "task_status_id")
    read, watching = _flag(query, "read"), _flag(query, "watching")
    wanted = query.get("type", [None])[0]
    known: list[tuple[Any, Test]] = [
        (wanted, lambda note, _: note.notification_type == wanted),
        (read, lambda note, _: note.read == read),
        (after, lambda note, _: after is not None and note.created_at > after),
        (before, lambda note, _: before is not None and note.created_at < before),
        (type_id, lambda note, about: _task(note, about, "task_type_id") == type_id),
        (status_id, lambda note, about: _task(note, about, "task_status_id") == status_id),
        (watching, lambda note, about: (note.task_id in about.followed) == watching),
    ]
    return [test for value, test in known if value is not None]


def _flag(query: Query, name: str) -> bool | None:
    value = query.get(name, [""])[0].lower()
    if value and value not in (*YES, *NO):
        raise BreaksRule(f"{name}: {value!r} is neither true nor false")
    return value in YES if value else None


def _task(note: Notification, about: About, field: str) -> Any:
    return getattr(about.tasks.get(note.task_id or ""), field, None)


def about_of(by: Actor, found: Iterable[Notification]) -> About:
    """Return what notifications are about. Costs three trips, and one for each level above the entities."""
    found = list(found)
    of_tasks, said, people, own = gather(
        lambda: tasks.many({note.task_id for note in found if note.task_id}),
        lambda: _comments(found),
        lambda: persons.many({note.author_id for note in found}),
        lambda: subscriptions.within(by.id),
    )
    shown_in = playlists.many({note.playlist_id for note in found if note.playlist_id})
    places = {task.project_id for task in of_tasks.values()} | {one.project_id for one in shown_in.values()}
    names, productions = gather(
        lambda: named({task.entity_id for task in of_tasks.values()}), lambda: projects.many(places)
    )
    followed = {one.task_id: one.id for one in own if one.task_id}
    return About(of_tasks, said, names, productions, people, followed, shown_in)


def _comments(found: Iterable[Notification]) -> dict[str, Comment]:
    keys = {
        reading.Key(comments.partition(note.task_id), note.comment_id)
        for note in found
        if note.task_id and note.comment_id
    }
    return {one.id: one for one in map(comments.record, reading.records(keys).values())}


def shown(by: Actor, note: Notification, about: About) -> Values:
    """Return a notification with what it is about; an artist doesn't get a client's words."""
    task, comment = about.tasks.get(note.task_id or ""), about.comments.get(note.comment_id or "")
    entity = about.entities.get(task.entity_id, NOBODY) if task else NOBODY
    playlist = about.playlists.get(note.playlist_id or "")
    about_it = task or playlist
    project = about.projects.get(about_it.project_id) if about_it else None
    reply = _reply(note, comment)
    author = about.people.get(note.author_id)
    silent = by.role == ARTIST and author is not None and author.role == CLIENT
    return {
        "id": note.id,
        "type": "Notification",
        "notification_type": note.notification_type,
        "author_id": note.author_id,
        "comment_id": note.comment_id,
        "task_id": note.task_id,
        "task_type_id": task.task_type_id if task else None,
        "task_status_id": comment.task_status_id if comment else None,
        "mentions": comment.mentions if comment else [],
        "department_mentions": comment.department_mentions if comment else [],
        "reply_mentions": reply.get("mentions") or [],
        "reply_department_mentions": reply.get("department_mentions") or [],
        "preview_file_id": comment.previews[0] if comment and comment.previews else None,
        "project_id": project.id if project else None,
        "project_name": project.name if project else "",
        "comment_text": _words(comment.text if comment else None, silent=silent),
        "reply_text": _words(reply.get("text", ""), silent=silent),
        "created_at": note.created_at,
        "read": note.read,
        "change": note.change,
        "full_entity_name": entity.full_name,
        "episode_id": entity.episode_id,
        "entity_preview_file_id": entity.preview_file_id,
        "subscription_id": about.followed.get(note.task_id or ""),
        "playlist_id": note.playlist_id,
        "playlist_name": playlist.name if playlist else "",
        "playlist_for_entity": playlist.for_entity if playlist else "",
        "playlist_is_for_all": bool(playlist and playlist.is_for_all),
    }


def _words(text: str | None, *, silent: bool) -> str | None:
    return "" if silent else text


def _reply(note: Notification, comment: Comment | None) -> Values:
    replies = comment.replies if comment and note.reply_id else []
    return next((one for one in replies if one.get("id") == note.reply_id), {})
