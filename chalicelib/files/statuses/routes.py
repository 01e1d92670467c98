"""File status operations."""

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import StillUsed
from chalicelib.files.output_files.records import any_with
from chalicelib.files.statuses.records import FileStatus, file_statuses
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table

routes = Routes(__name__)


def _removed(_changes: Changes, _by: Actor, status: FileStatus, _force: bool) -> None:
    if any_with("file_status_id", status.id):
        raise StillUsed(f"output files have the status {status.name}")


table(
    routes, "/data/file-status", file_statuses, read=access.signed_in, write=access.admin, hooks=Hooks(removed=_removed)
)  # fmt: skip
