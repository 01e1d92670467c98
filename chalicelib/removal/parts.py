"""Removes many records, a few in each commit: what broke off is finished by sending the same request again."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from chalicelib.changes import Changes
from chalicelib.files.contents.records import WorkingFileContent
from chalicelib.files.contents.records import folder as content_folder
from chalicelib.previews.files.records import PreviewFile, folder
from chalicelib.store import collection, each, files, work
from chalicelib.store.records import Record
from chalicelib.tasks.comments.records import AttachmentFile, file_of

IN_ONE_COMMIT = 15  # a record has an address, up to two unique names, up to two links, and counts a stamp

Place = tuple[type[Record], str]
# The files in the bucket that go with a record.
FILES: dict[type[Record], Callable[[str], list[str]]] = {
    PreviewFile: lambda record_id: files.below(folder(record_id)),
    AttachmentFile: lambda record_id: [file_of(record_id)],
    WorkingFileContent: lambda record_id: files.below(content_folder(record_id)),
}


def remove_all(records: Iterable[Record], by: str | None) -> None:
    """Let records go that others hang on; who is told of that is told with those."""
    places = list(dict.fromkeys((type(one), one.id) for one in records))
    work.in_parts(places, IN_ONE_COMMIT, _remove, by)


def _remove(changes: Changes, places: Sequence[Place]) -> list[Any]:
    ids: dict[type[Record], list[str]] = {}
    for record_type, record_id in places:
        ids.setdefault(record_type, []).append(record_id)
    found = [one for by_id in each(_many, ids.items()) for one in by_id.values()]
    for one in found:
        changes.remove(one)
    changes.discard(*(name for names in each(_files_of, found) for name in names))
    return found


def _files_of(record: Record) -> list[str]:
    return FILES[type(record)](record.id) if type(record) in FILES else []


def _many(wanted: tuple[type[Record], list[str]]) -> dict[str, Record]:
    record_type, ids = wanted
    return collection.of(record_type).many(ids)
