"""The operation with which reviewers draw on a preview."""

from typing import Any

import msgspec

from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.previews.access import review
from chalicelib.previews.annotations import rules
from chalicelib.previews.files.records import PreviewFile
from chalicelib.tasks.tasks.records import Task
from chalicelib.web.filters import cut
from chalicelib.web.routes import Routes

routes = Routes(__name__)


class Drawn(msgspec.Struct):
    """What a reviewer has drawn and changed, [{time, drawing: {objects}}], and wiped away, [{time, objects: [ids]}]."""

    additions: list[dict[str, Any]] = []
    updates: list[dict[str, Any]] = []
    deletions: list[dict[str, Any]] = []


@routes.put("/actions/preview-files/{preview_file_id}/update-annotations", allow=review, shows=PreviewFile)
def draw(preview_file: PreviewFile, task: Task, body: Drawn, by: Actor, changes: Changes) -> dict[str, Any]:
    """Draw on a preview; of two who draw at once, both drawings stay."""
    kept = preview_file.annotations if isinstance(preview_file.annotations, list) else []
    drawn = rules.changed(kept, body.additions, body.updates, body.deletions)
    saved = changes.save(msgspec.structs.replace(preview_file, annotations=drawn))
    changes.tell(
        "preview-file:annotation-update", task.project_id, preview_file_id=saved.id, person_id=by.id,
        updated_at=saved.updated_at.isoformat(),
    )  # fmt: skip
    return cut(saved, relations=False, shown=None)
