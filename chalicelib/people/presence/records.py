"""Presence: the days on which people logged in on their desktops."""

import datetime as dt

from chalicelib.refs import PersonId
from chalicelib.store import Collection, Record


class DesktopLoginLog(Record, frozen=True, kw_only=True):
    """A log in on a desktop, UTC."""

    person_id: PersonId
    date: dt.datetime


desktop_login_logs = Collection(DesktopLoginLog, within="person_id")
