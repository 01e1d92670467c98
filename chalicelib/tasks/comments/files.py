"""Keeps the files that come with comments and replies; a comment that is refused leaves none behind."""

import contextlib
from collections.abc import Iterable, Iterator

from chalicelib.store import files
from chalicelib.tasks.comments.records import AttachmentFile, file_of
from chalicelib.web.body import File

LONGEST_EXTENSION = 6
LONGEST_NAME = 250


@contextlib.contextmanager
def kept(sent: Iterable[File]) -> Iterator[tuple[AttachmentFile, ...]]:
    """Put files into the bucket and yield their records; when what follows fails, they go again."""
    records = tuple(_keep(file) for file in sent)
    try:
        yield records
    except BaseException:
        files.delete(*(file_of(record.id) for record in records))
        raise


def _keep(file: File) -> AttachmentFile:
    name = file.name.replace("\\", "/").rpartition("/")[2][-LONGEST_NAME:]
    _, dot, extension = name.rpartition(".")
    kind = file.content_type or "application/octet-stream"
    record = AttachmentFile(
        name=name, size=file.size, extension=extension.lower()[:LONGEST_EXTENSION] if dot else "", mimetype=kind
    )
    file.stream.seek(0)
    files.put_stream(file_of(record.id), file.stream, file.size, kind)
    return record
