"""Operations of the files that are attached to comments and chats."""

from typing import Annotated, Any, BinaryIO

import msgspec

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import NotFound
from chalicelib.previews.attachments.found import all_shown, seen_source, shown, source_of
from chalicelib.previews.attachments.showing import show_attached
from chalicelib.previews.pictures.kinds import PNG
from chalicelib.previews.pictures.receiving import fetched
from chalicelib.previews.pictures.rules import Unreadable, chat_thumbnail
from chalicelib.previews.serving import Served, serve
from chalicelib.store import files
from chalicelib.tasks.comments.records import AttachmentFile, attachment_files, comments, file_of, of_production
from chalicelib.web import filters
from chalicelib.web.answers import paged
from chalicelib.web.filters import Query
from chalicelib.web.http import Answer, Request
from chalicelib.web.queries import Fields, Page
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table
from chalicelib.web.table import change as table_change
from chalicelib.web.table import create as table_create

routes = Routes(__name__)


def _removed(changes: Changes, _by: Actor, file: AttachmentFile, _force: bool) -> None:
    """Take the file out of its comment, and its bytes away."""
    comment = comments.find(file.comment_id) if file.comment_id else None
    if comment is not None:
        left = [one for one in comment.attachment_files if one.id != file.id]
        changes.save(msgspec.structs.replace(comment, attachment_files=left))
    changes.discard(file_of(file.id), small(file))


PLAIN = table(
    routes, "/data/attachment-files", attachment_files, read=access.admin, write=access.admin,
    hooks=Hooks(removed=_removed), without=("list", "create", "get", "change"),
)  # fmt: skip


@routes.get("/data/attachment-files", allow=access.admin, shows=paged(AttachmentFile))
def every(query: Annotated[Query, AttachmentFile, Fields, Page]) -> Any:
    """All attached files, filtered, whole or in pages, each with what it was attached to."""
    tests, fields = filters.criteria_of(AttachmentFile, query), filters.only(query)
    found = [
        (item.updated_at, file)
        for item in attachment_files.items()
        if (file := attachment_files.record(item)) and all(test(getattr(file, name)) for name, test in tests.items())
    ]
    if "page" in query:
        found.sort(key=lambda entry: (entry[0], entry[1].id), reverse=True)
        page = filters.page_of([file for _, file in found], query)
        return page | {"data": _rows(page["data"], fields)}
    return _rows([file for _, file in found], fields)


def _rows(found: list[AttachmentFile], fields: frozenset[str] | None) -> list[dict[str, Any]]:
    if fields is None:
        return all_shown(found)
    return [filters.cut(file, relations=False, shown=fields) for file in found]


@routes.post("/data/attachment-files", allow=access.admin, shows=AttachmentFile)
def create(body: Any, by: Actor, changes: Changes) -> dict[str, Any]:
    """Make the record of an attached file by hand."""
    made = table_create(PLAIN, changes, by, body)
    return shown(made, source_of(made))


@routes.get("/data/attachment-files/{attachment_file_id}", allow=access.signed_in, malformed=400, shows=AttachmentFile)
def one(attachment_file: AttachmentFile, by: Actor) -> dict[str, Any]:
    """One attached file, for those who may see what it was attached to."""
    return shown(attachment_file, seen_source(by, attachment_file))


@routes.put("/data/attachment-files/{attachment_file_id}", allow=access.admin, malformed=400, shows=AttachmentFile)
def change(attachment_file: AttachmentFile, body: Any, by: Actor, changes: Changes) -> dict[str, Any]:
    """Change the record of an attached file."""
    changed = table_change(PLAIN, changes, by, attachment_file, body)
    return shown(changed, source_of(changed))


@routes.get("/data/attachment-files/{attachment_file_id}/file/{file_name}", allow=access.signed_in)
def content(attachment_file: AttachmentFile, file_name: str, by: Actor, request: Request) -> Answer:
    """An attached file; a browser shows pictures and saves everything else."""
    seen_source(by, attachment_file)
    return show_attached(request, attachment_file, file_name)


@routes.get("/pictures/thumbnails/attachment-files/{attachment_file_id}.png", allow=access.signed_in)
def thumbnail(attachment_file: AttachmentFile, by: Actor, request: Request) -> Answer:
    """A picture that was sent to a chat, small; files of comments have none."""
    if seen_source(by, attachment_file).chat_message is None:
        raise NotFound("files of comments have no small picture")
    name = small(attachment_file)
    if files.size_of(name) is None:
        with fetched(file_of(attachment_file.id)) as file:
            files.put(name, _small_of(file), PNG)
    return serve(request, Served(name, PNG, attachment_file.id, attachment_file.updated_at))


def small(file: AttachmentFile) -> str:
    """Return where the small picture of a file lies; it is made when somebody looks for the first time."""
    return f"pictures/attachments/{file.id}.png"


def _small_of(file: BinaryIO) -> bytes:
    try:
        return chat_thumbnail(file)
    except Unreadable as error:
        raise NotFound(f"only pictures have a small one: {error}") from error


@routes.get("/data/projects/{project_id}/attachment-files", allow=access.admin, shows=list[AttachmentFile])
def of_project(project_id: str) -> list[dict[str, Any]]:
    """The files of a production's comments; an unknown production has none."""
    ids = [file.id for comment in of_production(project_id) for file in comment.attachment_files]
    return all_shown(attachment_files.many(ids).values())
