"""Reads what a share link opens: its playlist, and the files in that."""

import datetime as dt
from typing import Any, NamedTuple

from msgspec import Struct

from chalicelib.entities.entities.records import Entity, entities
from chalicelib.errors import Forbidden, NotFound
from chalicelib.previews.files.records import PreviewFile, preview_files
from chalicelib.previews.playlists import rules as playlist_rules
from chalicelib.previews.playlists.found import published
from chalicelib.previews.playlists.records import Playlist, playlists
from chalicelib.previews.playlists.temporary import Above, above_of
from chalicelib.previews.shares.records import PlaylistShareLink, share_links
from chalicelib.previews.shares.rules import opens
from chalicelib.projects.projects.records import Project, projects
from chalicelib.store import gather, reading
from chalicelib.store.ids import well_formed
from chalicelib.tasks.statuses.records import task_statuses
from chalicelib.tasks.tasks.records import Task, tasks
from chalicelib.tasks.types.records import TaskType, task_types

Shown = dict[str, Any]
OF_TYPE = ("id", "name", "color", "for_entity")
OF_PROJECT = ("id", "name", "fps", "ratio", "resolution")
OF_STATUS = ("id", "name", "short_name", "color", "is_client_allowed", "is_default", "for_concept")


class Key(Struct):
    """What opens a link besides its token."""

    password: str = ""


class Shared(NamedTuple):
    """A link, and the playlist that it opens."""

    link: PlaylistShareLink
    playlist: Playlist


def shared(token: str, key: Key) -> Shared:
    """Return what a link opens with the password of the query. Costs three trips.

    Raises NotFound, which does not tell why it doesn't.
    """
    found = _kept(token)
    if found is None or not opens(found.link, key.password, dt.datetime.now(dt.UTC).replace(tzinfo=None)):
        raise NotFound("there is no such link, or it is not good any more")
    return found


def _kept(token: str) -> Shared | None:
    """Return a link with its playlist, whose place the link's address tells."""
    holder = reading.holder(share_links.unique_name("token", token)) if well_formed(token) else None
    address = share_links.address(holder) if holder else None
    if address is None:
        return None
    keys = address.key, address.above[playlists.kind]
    items = reading.records(keys)
    if len(items) < len(keys):
        return None
    return Shared(share_links.record(items[keys[0]]), playlists.record(items[keys[1]]))


def opened(token: str, key: Key) -> Playlist:
    """Return the playlist that a link opens with the password of the query. Raises NotFound. Costs three trips."""
    return shared(token, key).playlist


def listed(token: str, preview_id: str, key: Key) -> PreviewFile:
    """Return a preview that a link's playlist shows, or one beside it in its revision. Raises NotFound, Forbidden."""
    return listed_in(opened(token, key), preview_id)


def tasks_in(playlist: Playlist) -> set[str]:
    """Return the ids of the tasks whose previews a playlist shows. Costs at most two trips."""
    return {preview.task_id for preview in preview_files.many(playlist_rules.shown_in(playlist)).values()}


def listed_in(playlist: Playlist, preview_id: str) -> PreviewFile:
    """Return a preview that a playlist shows, or one beside it in its revision. Raises NotFound, Forbidden."""
    preview, ids = preview_files.get(preview_id), playlist_rules.shown_in(playlist)
    if preview.id in ids:
        return preview
    place = (preview.task_id, preview.revision)
    if place not in {(one.task_id, one.revision) for one in preview_files.many(ids).values()}:
        raise Forbidden("the playlist does not show this file")
    return preview


class Around(NamedTuple):
    """What the entries of a playlist name, by their ids; `colors` are those of the statuses."""

    entities: dict[str, Entity]
    above: dict[str, Above]
    previews: dict[str, PreviewFile]
    tasks: dict[str, Task]
    types: dict[str, TaskType]
    colors: dict[str, str]


def whole(playlist: Playlist) -> Shown:
    """Return a shared playlist as its guests see it. Costs six trips at most, however many entries it has."""
    ids = [entry.entity_id for entry in playlist.shots or []]
    project, found, types, statuses = gather(
        lambda: projects.get(playlist.project_id), lambda: published(playlist.project_id, ids), task_types.all,
        task_statuses.all,
    )  # fmt: skip
    there, of = gather(lambda: entities.many(ids), lambda: tasks.many({one.preview.task_id for one in found}))
    previews, kinds = {one.preview.id: one.preview for one in found}, {one.id: one for one in types}
    colors = {one.id: one.color for one in statuses}
    around = Around(there, above_of(list(there.values())), previews, of, kinds, colors)
    shown = playlist_rules.whole(playlist, found, types)
    entries = [entry | _of_entry(entry, around) for entry in shown["shots"]]
    return shown | {"shots": entries, "project_name": project.name, "project_fps": project.fps}


def _of_entry(entry: Shown, around: Around) -> Shown:
    """Return what guests see of an entry instead of all revisions: how it is called, and what is drawn on it."""
    entity, above = around.entities.get(entry["id"]), around.above.get(entry["id"], Above())
    shown: Shown = {"preview_files": {}, "name": entity.name if entity else "", "parent_name": above.parent_name}
    if "preview_file_id" not in entry:
        return shown
    preview, task = around.previews[entry["preview_file_id"]], around.tasks[entry["preview_file_task_id"]]
    kind = around.types.get(task.task_type_id)
    beside = entry["preview_file_previews"]
    return shown | {
        "preview_file_annotations": preview.annotations,
        "preview_file_previews": [one | {"annotations": around.previews[one["id"]].annotations} for one in beside],
        "preview_file_task_type": {name: getattr(kind, name) for name in OF_TYPE} if kind else None,
        "preview_file_task_type_name": kind.name if kind else "",
        "task_status_color": around.colors.get(task.task_status_id or ""),
    }


def context(project: Project) -> Shown:
    """Return what guests need to know of a production: its task types and statuses, and nobody of its team."""
    types, statuses = gather(
        lambda: task_types.many(project.task_types), lambda: task_statuses.many(project.task_statuses)
    )
    return {
        "project": {name: getattr(project, name) for name in OF_PROJECT} | {"team": []},
        "task_types": [{name: getattr(one, name) for name in OF_TYPE} for one in types.values()],
        "task_statuses": [{name: getattr(one, name) for name in OF_STATUS} for one in statuses.values()],
    }
