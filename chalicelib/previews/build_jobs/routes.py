"""Operations of the builds of playlists: looking at them, and letting them go."""

from typing import Any

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.changes import Changes
from chalicelib.previews.build_jobs import rules
from chalicelib.previews.build_jobs.records import BuildJob, build_jobs
from chalicelib.previews.playlists.records import Playlist, playlists
from chalicelib.projects.projects.records import Project
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes

routes = Routes(__name__)
JOB = "/data/playlists/{playlist_id}/jobs/{build_job_id}"


def builder(by: Actor, production: Production, playlist: Playlist) -> bool:
    """Allow the production's managers, and its clients where the playlist is meant for them."""
    return by.manages(production) or (by.role_in(production) == access.CLIENT and playlist.for_client)


@routes.get(JOB, allow=builder, shows=BuildJob)
def one(playlist: Playlist, build_job: BuildJob) -> dict[str, Any]:
    """A build of a playlist."""
    return cut(build_job, relations=False, shown=None)


@routes.delete(JOB, allow=builder)
def delete(playlist: Playlist, build_job: BuildJob, changes: Changes) -> None:
    """Let a build of a playlist go."""
    rules.remove(changes, playlist, build_job)


@routes.get("/data/projects/{project_id}/build-jobs", allow=access.admin, shows=list[BuildJob])
def of_project(project: Project) -> list[dict[str, Any]]:
    """The builds of all playlists of a production."""
    found = build_jobs.many(job_id for playlist in playlists.within(project.id) for job_id in playlist.build_jobs)
    return [cut(job, relations=False, shown=None) for job in found.values()]
