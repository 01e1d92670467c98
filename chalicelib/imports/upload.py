"""The file that somebody sends to be imported."""

from msgspec import Struct

from chalicelib.errors import Refused, TooLarge
from chalicelib.web.body import Sent

MOST = 8 * 2**20  # bytes; a sheet of 50,000 shots has about three million


class Update(Struct):
    """Whether what is there already is changed to what the sheet says."""

    update: bool = False


def content_of(sent: Sent) -> bytes:
    """Return the bytes of a form's `file`. Raises Refused without one, TooLarge."""
    file = sent.files.get("file")
    if file is None:
        raise Refused("file: a sheet is missing")
    if file.size > MOST:
        raise TooLarge(f"{file.size} bytes, at most {MOST} in one sheet; import it in parts")
    return file.stream.read(MOST)
