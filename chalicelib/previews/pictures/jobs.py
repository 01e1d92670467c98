"""What happens after a file has come into the bucket: its preview is finished, and a picture gets its sizes."""

import logging
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote_plus

import msgspec

from chalicelib import log
from chalicelib.errors import NotFound
from chalicelib.previews.files.records import folder, place_of, preview_files
from chalicelib.previews.pictures.receiving import make_variants, missing_variants
from chalicelib.previews.pictures.rules import Unreadable
from chalicelib.previews.uploads.finishing import finish
from chalicelib.store import files

logger = logging.getLogger("inari.jobs")


def on_messages(event: dict[str, Any]) -> dict[str, list[dict[str, str]]]:
    """Work off messages of the uploads queue; returns those that failed, which the queue then hands out again.

    A message is handled at least once, so each job asks first whether anything is left to do. What is wrong with a
    file is no failure: it would be as wrong the next time.
    """
    failed = []
    for message in event["Records"]:
        try:
            for name in created(message["body"]):
                _work_on(name)
        except Exception:  # noqa: BLE001 - its line in the log says where, and the message comes again
            logger.warning("message %s failed and will be tried again", message["messageId"])
            failed.append({"itemIdentifier": message["messageId"]})
    return {"batchItemFailures": failed}


def created(body: str) -> Iterator[str]:
    """Yield the names of the files that a notification of S3 tells of; its test of the queue tells of none."""
    try:
        notice = msgspec.json.decode(body)
        found = [unquote_plus(one["s3"]["object"]["key"]) for one in notice.get("Records", [])]
    except (msgspec.DecodeError, KeyError, TypeError, AttributeError):
        logger.warning("dropped a message of %d characters that is no notification of S3", len(body))
        return
    yield from found


def _work_on(name: str) -> None:
    """Do what a new file asks for, and write what came of it into the log."""
    with log.job("previews.pictures.on_upload", file=name):
        job = next((job for prefix, job in JOBS.items() if name.startswith(prefix)), None)
        log.note(result=job(name) if job else "dropped: not ours")


def finish_variants(name: str) -> str:
    """Make the sizes of a picture that are not there yet; one whose preview has gone, or has another, is deleted."""
    _, preview_id, *folders, file = name.split("/")
    kept_in = "/".join(folders)
    place = place_of(preview_id, kept_in)
    if file != "original.png":
        return "nothing to do"
    preview = preview_files.find(preview_id)
    if preview is None:
        files.delete(*files.below(folder(preview_id)))
        return "deleted: there is no such preview"
    if preview.original_name is not None and preview.kept_in != kept_in:
        files.delete(*files.below(place))
        return "deleted: another file was faster"
    if not missing_variants(place):
        return "done already"
    try:
        make_variants(place)
    except (NotFound, Unreadable) as error:
        return f"dropped: {error}"
    return "made"


JOBS: dict[str, Callable[[str], str]] = {"uploads/": finish, "previews/": finish_variants}
