"""Builds of playlists: one movie made of all that a playlist shows."""

import datetime as dt
from typing import Literal

from chalicelib.refs import PlaylistId
from chalicelib.store import Collection, Record


class BuildJob(Record, frozen=True, kw_only=True):
    """One build of a playlist: how far it is, and when it ended (UTC); `message` says why it failed."""

    status: Literal["running", "failed", "succeeded"] = "running"
    job_type: Literal["archive", "movie"] = "movie"
    ended_at: dt.datetime | None = None
    message: str | None = None
    playlist_id: PlaylistId


build_jobs = Collection(BuildJob, within="playlist_id")
