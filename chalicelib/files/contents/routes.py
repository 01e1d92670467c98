"""Operations of the bytes of working files: sending them, and fetching them again."""

from typing import Any

from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule, NotFound
from chalicelib.files.access import file_access
from chalicelib.files.contents.records import WorkingFileContent, working_file_contents
from chalicelib.files.working_files.found import with_outputs
from chalicelib.files.working_files.records import WorkingFile
from chalicelib.previews.pictures.kinds import BYTES
from chalicelib.previews.serving import Served, serve
from chalicelib.store import files
from chalicelib.store.ids import new_id
from chalicelib.web.body import File, Sent
from chalicelib.web.http import Answer, Request
from chalicelib.web.routes import Routes

routes = Routes(__name__)


@routes.get("/data/working-files/{working_file_id}/file", allow=file_access)
def content(working_file: WorkingFile, request: Request) -> Answer:
    """The bytes of a working file, which a browser saves."""
    kept = working_file_contents.find(working_file.id)
    if kept is None:
        raise NotFound("nothing was sent of this file")
    name = working_file.name or working_file.id
    return serve(request, Served(kept.place, BYTES, kept.upload_id, kept.updated_at, name))


@routes.post("/data/working-files/{working_file_id}/file", allow=file_access, shows=WorkingFile)
def send(working_file: WorkingFile, sent: Sent, changes: Changes) -> dict[str, Any]:
    """Keep the bytes of a working file, in the place of those that were sent before."""
    file = sent.files.get("file")
    if file is None:
        raise BreaksRule("file: the form has no such file")
    before = working_file_contents.find(working_file.id)
    kept = _kept(working_file, file)
    if before is None:
        changes.add(kept)
    else:
        changes.save(replace(before, upload_id=kept.upload_id))
        changes.discard(before.place)
    return with_outputs(working_file)


def _kept(working_file: WorkingFile, file: File) -> WorkingFileContent:
    """Put the bytes into the bucket, under a name that no client has chosen."""
    kept = WorkingFileContent(id=working_file.id, production_id=working_file.production_id, upload_id=new_id())
    file.stream.seek(0)
    files.put_stream(kept.place, file.stream, file.size, BYTES)
    return kept
