"""Answers with a file of the bucket: as browsers keep it, ask whether it has changed, and fetch parts of it."""

import datetime as dt
import re
from email.utils import format_datetime, parsedate_to_datetime
from typing import BinaryIO, NamedTuple
from urllib.parse import quote

from chalicelib.errors import NotFound
from chalicelib.settings import settings
from chalicelib.store import files
from chalicelib.store.ids import new_id
from chalicelib.web.http import Answer, Request, json_answer

KEPT = "private, max-age=604800"  # a week; what is behind a token is for one browser only
MOST_FROM_LAMBDA = 4_400_000  # bytes: as base64 they are below the 6 MB of an answer
ADDRESS_SECONDS = 300  # for which the address of a larger file is good
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})\Z")  # no file has more bytes than that
Headers = dict[str, str | list[str]]


class Served(NamedTuple):
    """A file to answer with.

    `name` is its name in the bucket, `version` tells it from what it was before, `download` is the name under which a
    browser saves it, empty to show it.
    """

    name: str
    content_type: str
    version: str
    changed: dt.datetime
    download: str = ""


class Part(NamedTuple):
    """The bytes that are wanted, both ends included."""

    first: int
    last: int


def serve(request: Request, served: Served) -> Answer:
    """Return the file, the part that was asked for, or that it has not changed. Raises NotFound.

    Costs one request to S3, two for a part, none for what has not changed.
    """
    headers = _headers(served)
    if unchanged(request, served):
        return Answer(304, headers)
    headers["Content-Type"] = served.content_type
    if request.method == "HEAD":
        return Answer(200, headers, length=_size(served.name))
    asked = _RANGE.match(request.headers.get("range", "").strip())
    if asked and any(asked.groups()) and request.headers.get("if-range", headers["ETag"]) == headers["ETag"]:
        return _partly(served.name, asked[1], asked[2], headers)
    return _wholly(served.name, headers)


def unchanged(request: Request, served: Served) -> bool:
    """Return whether the client has the file already; a tag counts more than a date."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return "*" in known or f'"{served.version}"' in known
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
    except ValueError:
        return False
    return served.changed.replace(tzinfo=dt.UTC) <= since.replace(tzinfo=since.tzinfo or dt.UTC)


def _headers(served: Served) -> Headers:
    headers: Headers = {
        "Cache-Control": KEPT,
        "ETag": f'"{served.version}"',
        "Last-Modified": format_datetime(served.changed.replace(tzinfo=dt.UTC), usegmt=True),
        "Accept-Ranges": "bytes",
        "X-Content-Type-Options": "nosniff",
    }
    if served.download:
        headers["Content-Disposition"] = _saved_as(served.download)
    return headers


def _saved_as(name: str) -> str:
    return f"attachment; filename*=UTF-8''{quote(name)}"


def serve_once(file: BinaryIO, size: int, content_type: str, download: str) -> Answer:
    """Return a file that was made for this one request; on AWS a large one goes by way of the bucket."""
    if not _too_large(size):
        headers: Headers = {"Content-Type": content_type, "Content-Disposition": _saved_as(download)}
        return Answer(200, headers | {"Cache-Control": "no-store"}, file, size)
    name = f"answers/{new_id()}"
    with file:
        files.put_stream(name, file, size, content_type)
    return _elsewhere(name, _saved_as(download))


def _wholly(name: str, headers: Headers) -> Answer:
    found = files.opened(name)
    if _too_large(found.length):
        found.stream.close()
        return _elsewhere(name)
    return Answer(200, headers, found.stream, found.length)


def _partly(name: str, first: str, last: str, headers: Headers) -> Answer:
    size = _size(name)
    part = part_of(first, last, size)
    if part is None:
        message = {"error": True, "message": f"the file has {size} bytes"}
        return json_answer(416, message, {"Content-Range": f"bytes */{size}"})
    if _too_large(part.last - part.first + 1):
        return _elsewhere(name)
    found = files.opened(name, part.first, part.last)
    headers["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
    return Answer(206, headers, found.stream, found.length)


def part_of(first: str, last: str, size: int) -> Part | None:
    """Return the bytes that a range asks for, None where the file has none of them; without `first` its last ones."""
    begin = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    return Part(begin, end) if begin <= end else None


def _size(name: str) -> int:
    size = files.size_of(name)
    if size is None:
        raise NotFound("the file is not here any more")
    return size


def _too_large(length: int) -> bool:
    return not settings().local and length > MOST_FROM_LAMBDA


def _elsewhere(name: str, disposition: str = "") -> Answer:
    """Send the client to the bucket; it asks there for the same part."""
    address = files.download_address(name, ADDRESS_SECONDS, disposition)
    return Answer(303, {"Location": address, "Cache-Control": "no-store"})
