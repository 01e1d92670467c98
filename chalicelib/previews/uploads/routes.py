"""The operation that tells a client where to send a large file."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.changes import Changes
from chalicelib.errors import Forbidden
from chalicelib.previews.files.records import PreviewFile
from chalicelib.previews.pictures.outcome import check_waits
from chalicelib.previews.uploads import rules
from chalicelib.previews.uploads.found import around, published
from chalicelib.settings import settings
from chalicelib.store import files
from chalicelib.store.records import NonEmpty
from chalicelib.tasks.access import task_action
from chalicelib.tasks.types.records import task_types
from chalicelib.web.routes import Routes

routes = Routes(__name__)


class NewUpload(msgspec.Struct):
    """A file that is going to be sent for a preview; `size` is in bytes and exact."""

    preview_file_id: NonEmpty
    name: NonEmpty
    size: Annotated[int, Meta(ge=0)]
    content_type: str | None = None


@routes.post("/actions/uploads", allow=access.signed_in)
def announce(body: NewUpload, by: Actor, changes: Changes) -> dict[str, Any]:
    """Return the address and the form with which a client sends a preview's file straight to the bucket.

    S3 takes a file of that type and at most that size, within an hour; what comes of it is the same as of a file that
    is sent to /pictures/preview-files/{id}.
    """
    preview = published(body.preview_file_id)
    _check_may_send(by, preview)
    check_waits(preview)
    content_type = body.content_type or rules.usual_type(body.name)
    name = rules.check_file(body.name, body.size, content_type, settings().direct_upload_limit)
    key = rules.announce(changes, preview, name)
    address = files.upload_address(key, content_type, body.size, rules.ADDRESS_SECONDS)
    return {**address, "method": "POST", "seconds": rules.ADDRESS_SECONDS, "preview_file_id": preview.id}


def _check_may_send(by: Actor, preview: PreviewFile) -> None:
    place = around(preview)
    task_type = task_types.get(place.task.task_type_id)
    if not task_action(by, Production(place.project.id), place.task, place.entity, task_type):
        raise Forbidden("you may not publish on this task")
