"""What is true of builds: a playlist lists its own, and each shows it in short."""

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.previews.build_jobs.records import BuildJob
from chalicelib.previews.playlists.records import Playlist

IN_SHORT = ("id", "status", "created_at", "message")


def list_in(changes: Changes, playlist: Playlist, job: BuildJob) -> Playlist:
    """Have a playlist list a build; twice is no matter."""
    if job.id in playlist.build_jobs:
        return playlist
    return changes.save(replace(playlist, build_jobs=[*playlist.build_jobs, job.id]))


def remove(changes: Changes, playlist: Playlist, job: BuildJob) -> None:
    """Let a build go, and tell."""
    changes.save(replace(playlist, build_jobs=[one for one in playlist.build_jobs if one != job.id]))
    changes.remove(job)
    changes.tell("build-job:delete", playlist.project_id, build_job_id=job.id, playlist_id=playlist.id)


def in_short(jobs: Iterable[BuildJob]) -> list[dict[str, Any]]:
    """Return builds as their playlist shows them, the newest first."""
    newest_first = sorted(jobs, key=lambda job: (job.created_at, job.id), reverse=True)
    return [{name: getattr(job, name) for name in IN_SHORT} for job in newest_first]
