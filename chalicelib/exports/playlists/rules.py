"""What the sheet of a playlist shows of each preview, and the head that says which playlist it is."""

import datetime as dt
import zoneinfo
from collections.abc import Iterable, Iterator
from typing import Any

from chalicelib.entities.types.records import ASSET
from chalicelib.exports.playlists.records import Read
from chalicelib.previews.files.records import PreviewFile
from chalicelib.previews.playlists.records import Playlist
from chalicelib.projects.projects.records import Project
from chalicelib.tasks.comments.access import by_client
from chalicelib.tasks.comments.records import Comment

COLUMNS = (
    "Entity name", "Nb Frames", "Task Type", "Retake count", "Revision", "Task Status", "Last comment author",
    "Last comment date", "Last comment",
)  # fmt: skip
WIDTH = 7  # columns of the head
UTC = "UTC"


def sheet(
    playlist: Playlist, project: Project, episode: str | None, found: Read, timezone: str | None
) -> Iterator[list[Any]]:
    """Yield the rows of the sheet; times are those of the reader's time zone."""
    place = project.name if episode is None else f"{project.name} - {episode}"
    what = "assets" if playlist.for_entity == ASSET.lower() else "shots"
    head = ["Playlist", f"{place} | for {what}", playlist.name, local(playlist.created_at, timezone)]
    yield [*head, *[""] * (WIDTH - len(head))]
    yield [""] * WIDTH
    yield [*COLUMNS]
    for entry in playlist.shots or []:
        preview = found.previews.get(str(entry.preview_file_id))
        if preview is not None and preview.task_id in found.tasks:
            yield _line(preview, project, found, timezone)


def _line(preview: PreviewFile, project: Project, found: Read, timezone: str | None) -> list[Any]:
    task = found.tasks[preview.task_id]
    entity, task_type = found.entities.get(task.entity_id), found.types.task_types.get(task.task_type_id)
    status, last = found.types.status_of(task), _last(found.comments.get(task.id, ()), project, found)
    author = found.people.get(last.person_id) if last else None
    return [
        found.names[task.entity_id].full_name if task.entity_id in found.names else "",
        entity.nb_frames if entity else None, task_type.name if task_type else "", task.retake_count, preview.revision,
        status.name if status else "", author.full_name if author else "",
        local(last.created_at, timezone) if last else "", last.text if last else "",
    ]  # fmt: skip


def _last(comments: Iterable[Comment], project: Project, found: Read) -> Comment | None:
    """Return the newest of comments that come newest first; those of clients don't count."""
    return next((one for one in comments if not by_client(project, found.people.get(one.person_id))), None)


def local(moment: dt.datetime, timezone: str | None) -> str:
    """Return a moment of UTC as the clock of a time zone showed it."""
    try:
        zone = zoneinfo.ZoneInfo(timezone or UTC)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        zone = zoneinfo.ZoneInfo(UTC)
    return moment.replace(tzinfo=dt.UTC).astimezone(zone).strftime("%Y-%m-%dT%H:%M:%S")
