"""Shows what was attached to a comment or a chat, to whoever may see that."""

from chalicelib.previews.pictures.kinds import BYTES
from chalicelib.previews.serving import Served, serve
from chalicelib.tasks.comments.records import AttachmentFile, file_of
from chalicelib.web.http import Answer, Request

INLINE = frozenset(f"image/{kind}" for kind in ("jpeg", "png", "gif", "webp", "bmp", "avif"))


def show_attached(request: Request, file: AttachmentFile, name: str) -> Answer:
    """Answer with an attached file; only pictures are shown, what a browser might run is saved. Raises NotFound.

    `name` is what it is saved as where it has none of its own.
    """
    kind = file.mimetype or BYTES
    download = "" if kind in INLINE else file.name or name
    version = f"{file.id}-{file.updated_at:%Y%m%d%H%M%S}"
    return serve(request, Served(file_of(file.id), kind, version, file.updated_at, download))
