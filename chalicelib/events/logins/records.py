"""The log of log ins, read from its end."""

import datetime as dt
from collections.abc import Iterator

from chalicelib.events.log.months import Span, back, months_of_id
from chalicelib.people.persons.records import LoginLog, login_logs
from chalicelib.store import reading
from chalicelib.store.reading import Key
from chalicelib.store.tables import RecordItem

PAGE = 200  # log ins of one read


def backwards(span: Span, now: dt.datetime) -> Iterator[LoginLog]:
    """Return a stretch's log ins, the newest first; reads as it goes. Costs a Query for each month that it comes to."""
    for month in back(span, now):
        items = RecordItem.query(
            login_logs.partition(month), RecordItem.sort.between(span.first_id, span.last_id), consistent_read=True,
            scan_index_forward=False, page_size=PAGE,
        )  # fmt: skip
        for item in items:
            log = login_logs.record(item)
            if span.holds(log.created_at, log.id):
                yield log


def exists(log_id: str) -> bool:
    """Return whether there is such a log in. Costs one trip."""
    return bool(reading.records(Key(login_logs.partition(month), log_id) for month in months_of_id(log_id)))
