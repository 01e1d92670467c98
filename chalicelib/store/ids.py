"""Ids of records: UUIDs of version 7, which begin with the time of creation, so that they sort by it."""

import datetime as dt
import re
import secrets
import threading
import time

WELL_FORMED = re.compile(r"[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\Z")

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """Return an id that sorts after all that this process has made before.

    The layout is RFC 9562's version 7: 48 bits of milliseconds, then 12 bits of the fraction of a millisecond (its
    method 3), then 62 random bits.
    """
    global _last
    with _lock:
        _last = moment = max(time.time_ns() // 1000, _last + 1)
    milliseconds, microseconds = divmod(moment, 1000)
    value = (milliseconds << 80) | (0x7 << 76) | (microseconds * 4096 // 1000 << 64) | (0b10 << 62)
    text = f"{value | secrets.randbits(62):032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def made_at(made_id: str) -> dt.datetime:
    """Return when an id was made, UTC without a zone, to the millisecond."""
    return dt.datetime.fromtimestamp(int(made_id[:8] + made_id[9:13], 16) / 1000, dt.UTC).replace(tzinfo=None)


def well_formed(text: object) -> bool:
    """Return whether a value has the form of an id."""
    return isinstance(text, str) and WELL_FORMED.match(text) is not None
