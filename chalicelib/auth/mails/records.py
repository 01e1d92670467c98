"""Mails that are to be sent: noted in the commit that wants them, so that none is sent for what didn't happen."""

import datetime as dt

from chalicelib.changes import Changes
from chalicelib.settings import settings
from chalicelib.store import Collection, Record

NOWHERE = ".invalid"  # how made-up addresses end: RFC 2606 keeps it from ever being a domain


class Mail(Record, frozen=True, kw_only=True):
    """A mail that waits to be sent; it goes once it is.

    Whoever is about to send it notes the try beforehand, and nobody else touches it until `not_before`, UTC.
    """

    to: str
    subject: str
    text: str
    tries: int = 0
    not_before: dt.datetime | None = None


mails = Collection(Mail, home="mail")


def note(changes: Changes, to: str | None, subject: str, text: str) -> None:
    """Have a mail sent once the request has succeeded; without an address, or to a made-up one, none is."""
    if to and not to.endswith(NOWHERE):
        changes.add(Mail(to=to, subject=subject, text=text))
        changes.call(settings().mail_function)
