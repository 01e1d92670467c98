"""Finishes a direct upload: the file becomes its preview's, as if it had come with a request, and the upload goes."""

import functools

from chalicelib.changes import Changes
from chalicelib.errors import NotFound, Refused
from chalicelib.previews.files.records import place_of
from chalicelib.previews.pictures.outcome import Outcome, check_waits, received, unreadable
from chalicelib.previews.pictures.receiving import receive_from_bucket
from chalicelib.previews.pictures.rules import Unreadable
from chalicelib.previews.uploads import rules
from chalicelib.previews.uploads.found import announced, around, published
from chalicelib.previews.uploads.rules import Announced, Key
from chalicelib.store import files, work


def finish(name: str) -> str:
    """Finish the upload of that name and return what came of it; done twice, nothing happens the second time.

    What can't be used is dropped: the preview says why, if there is one. Other failures are raised, to be tried again.
    """
    key = rules.key_of(name)
    upload = announced(key.upload_id) if key else None
    if key is None or upload is None:
        files.delete(name)
        return "dropped: nobody announced it, or it is done"
    try:
        check_waits(published(key.preview_id))
        outcome = _kept(name, key, upload)
    except (NotFound, Refused) as failure:
        work.run(functools.partial(_drop, name, key))
        return f"dropped: {failure}"
    return work.run(functools.partial(_note, name, key, upload, outcome), upload.person_id)


def _kept(name: str, key: Key, upload: Announced) -> Outcome | str:
    """Keep the file, always at the same place, and return what it is; if it can't be read, why."""
    try:
        return receive_from_bucket(_place(key), name, upload.ending)
    except Unreadable as error:
        return str(error)


def _place(key: Key) -> str:
    return place_of(key.preview_id, key.upload_id)


def _drop(name: str, key: Key, changes: Changes) -> None:
    """Let go an upload that came too late, and what was kept of it; one that is finished stays."""
    if announced(key.upload_id) is not None:
        changes.use_up(rules.ticket(key.upload_id))
        changes.discard(*files.below(_place(key)))
    changes.discard(name)


def _note(name: str, key: Key, upload: Announced, outcome: Outcome | str, changes: Changes) -> str:
    """Write what the file is; one whose preview went meanwhile, or got another, is deleted again."""
    if announced(key.upload_id) is None:
        return "done already"
    try:
        preview = published(key.preview_id)
        check_waits(preview)
    except (NotFound, Refused) as failure:
        _drop(name, key, changes)
        return f"dropped: {failure}"
    changes.use_up(rules.ticket(key.upload_id))
    changes.discard(name)
    if isinstance(outcome, str):
        return f"{unreadable(changes, preview, around(preview), outcome).status}: {outcome}"
    return received(changes, preview, around(preview), outcome, upload.stem, key.upload_id).status
