"""Lets threads of one process that change the same records do so one after the other, in the order of their coming.

A Lambda serves one request at a time and never waits here. On one machine fifty people may change one task, and would
go on outrunning each other. Nothing depends on a turn but time: whoever waits too long goes on all the same.
"""

import contextlib
import threading
from collections.abc import Iterator

LONGEST = 2.0  # seconds that a thread waits for its turn
Records = frozenset[tuple[type, str]]

_waiting: dict[int, Records] = {}  # by thread, the first one first
_changed = threading.Condition()


def crowded(records: Records) -> bool:
    """Return whether other threads stand in line for one of these records."""
    me = threading.get_ident()
    with _changed:
        return any(records & others for thread, others in _waiting.items() if thread != me)


@contextlib.contextmanager
def turn(records: Records) -> Iterator[None]:
    """Wait until those who came before for one of these records are through, or too long; no records, no waiting."""
    me = threading.get_ident()
    if not records or me in _waiting:
        yield
        return
    with _changed:
        _waiting[me] = records
        _changed.wait_for(lambda: _is_first(me), timeout=LONGEST)
    try:
        yield
    finally:
        with _changed:
            del _waiting[me]
            _changed.notify_all()


def _is_first(me: int) -> bool:
    before = []
    for thread, records in _waiting.items():
        if thread == me:
            break
        before.append(records)
    return not any(records & _waiting[me] for records in before)
