"""The operations with which reviewers draw on a preview, of the production's team or by a share link."""

from typing import Any

import msgspec

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.ids import Id
from chalicelib.previews.access import review
from chalicelib.previews.annotations import rules
from chalicelib.previews.annotations.rules import Drawing, Drawn
from chalicelib.previews.files.records import PreviewFile
from chalicelib.previews.guests.found import reviewing
from chalicelib.previews.shared.found import Key, listed_in
from chalicelib.tasks.tasks.records import Task
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes

routes = Routes(__name__)


class DrawnByGuest(msgspec.Struct):
    """What a guest has drawn on which preview, like a reviewer of the team."""

    guest_id: Id
    preview_file_id: Id
    additions: list[Drawing] | None = None
    updates: list[Drawing] | None = None
    deletions: list[Drawing] | None = None


@routes.put("/actions/preview-files/{preview_file_id}/update-annotations", allow=review, shows=PreviewFile)
def draw(preview_file: PreviewFile, task: Task, body: Drawn, by: Actor, changes: Changes) -> dict[str, Any]:
    """Draw on a preview; of two who draw at once, both drawings stay."""
    return cut(rules.draw(changes, preview_file, body, task.project_id, by.id), relations=False, shown=None)


@routes.put("/shared/playlists/{token}/annotations", allow=access.anyone, shows=PreviewFile)
def draw_as_guest(token: str, query: Key, body: DrawnByGuest, changes: Changes) -> dict[str, Any]:
    """Draw on a preview that a shared playlist shows; its link must let guests comment."""
    playlist, guest = reviewing(token, query, body.guest_id)
    drawn = Drawn(body.additions or [], body.updates or [], body.deletions or [])
    preview = listed_in(playlist, body.preview_file_id)
    return cut(rules.draw(changes, preview, drawn, playlist.project_id, guest.id), relations=False, shown=None)
