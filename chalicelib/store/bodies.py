"""Bodies that are too large for an item lie in the bucket, unseen by those who read and write records."""

from chalicelib.store import files
from chalicelib.store.ids import new_id

LARGEST = 350_000  # bytes; an item holds 400 KB, and needs room for its rows and names
_POINTER = "s3:"


def kept(body: str, kind: str, record_id: str) -> str:
    """Return what the item holds for this body: itself, or a pointer to the file it was put into."""
    if len(body) * 4 < LARGEST or len(body.encode()) < LARGEST:
        return body
    name = f"bodies/{kind}/{record_id}/{new_id()}.json"
    files.put(name, body.encode(), "application/json")
    return _POINTER + name


def fetched(kept_body: str) -> str:
    """Return the body that an item stands for."""
    return files.get(kept_body.removeprefix(_POINTER)).decode() if kept_body.startswith(_POINTER) else kept_body


def file_of(kept_body: str) -> str | None:
    """Return the name of the file that holds the body, if one does."""
    return kept_body.removeprefix(_POINTER) if kept_body.startswith(_POINTER) else None
