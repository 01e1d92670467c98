"""Sends the mails that wait."""

import logging
from collections.abc import Callable

from chalicelib.auth.mails.records import Mail, mails
from chalicelib.changes import Changes
from chalicelib.store import work
from chalicelib.store.tables import client

AT_ONCE = 50  # mails of one run; SES takes 14 a second of a new account
logger = logging.getLogger("inari.jobs")


def send_waiting(send: Callable[[Mail], None]) -> int:
    """Send the newest mails that wait and return how many went; one that fails waits for the next run.

    A mail goes once it was sent, so one may arrive twice when the run breaks off in between, but none is lost.
    """
    sent = 0
    for mail in reversed(mails.newest("", AT_ONCE)):
        try:
            send(mail)
        except Exception:
            logger.exception("mail %s could not be sent and will be tried again", mail.id)
            continue
        work.run(lambda changes, mail_id=mail.id: _forget(changes, mail_id))  # type: ignore[misc]
        sent += 1
    return sent


def _forget(changes: Changes, mail_id: str) -> None:
    mail = mails.find(mail_id)
    if mail is not None:
        changes.remove(mail)


def by_ses(sender: str) -> Callable[[Mail], None]:
    """Return what sends a mail through Amazon SES, from an address that is verified there."""

    def send(mail: Mail) -> None:
        content = {"Subject": {"Data": mail.subject}, "Body": {"Text": {"Data": mail.text}}}
        client("sesv2").send_email(
            FromEmailAddress=sender, Destination={"ToAddresses": [mail.to]}, Content={"Simple": content}
        )

    return send
