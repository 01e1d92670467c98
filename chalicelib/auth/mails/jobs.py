"""Sends the mails that wait."""

import datetime as dt
import functools
import logging
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from chalicelib import log
from chalicelib.auth.mails.records import Mail, mails
from chalicelib.changes import Changes
from chalicelib.settings import settings
from chalicelib.store import work
from chalicelib.store.tables import client

FIRST_PAUSE = dt.timedelta(minutes=5)  # after a try, and twice as long after each more: longer than any run takes
LONGEST_PAUSE = dt.timedelta(hours=6)
KEPT_FOR = dt.timedelta(days=7)  # as long as a link in a mail is good at most; whoever still wants it asks again
RESERVE = 15.0  # seconds before the function's end in which no mail is begun: SES is asked for that long at most
HOW_TO_SEND = (
    "mails wait, and nothing sends them: verify an address in Amazon SES and set INARI_MAIL_SENDER to it; "
    "a new account of SES writes to verified addresses only until AWS lifts that"
)
Send = Callable[[Mail], Any]

logger = logging.getLogger("inari.jobs")


class Unsent(Exception):
    """Mails could not be sent: the function fails, and an alarm tells somebody; they will be tried again."""


def send_by_ses(seconds_left: Callable[[], float]) -> int:
    """Send what waits and return how many went; without a sender only say how to have one. Raises Unsent."""
    with log.job("auth.mails.send_mails"):
        if settings().mail_sender:
            sent = send_waiting(by_ses(settings().mail_sender), seconds_left)
            log.note(sent=sent)
            return sent
        if mails.newest("", 1):
            logger.error(HOW_TO_SEND)
        return 0


def send_waiting(send: Send, seconds_left: Callable[[], float] = lambda: float("inf")) -> int:
    """Send the mails that are due, the oldest first, and return how many went. Raises Unsent when one did not.

    Each is claimed before it is sent and goes once it was: two runs at once send it once. When a run breaks off between
    both it is sent again after the pause, because a mail too many is better than none.
    """
    sent, failed = 0, []
    for mail in mails.all():
        if seconds_left() < RESERVE:
            break  # the rest waits for the next run
        claimed = work.run(functools.partial(_claimed, mail.id))
        if claimed is None:
            continue
        try:
            send(claimed)
        except Exception:
            logger.exception("mail %s could not be sent and will be tried again", mail.id)
            failed.append(mail.id)
            continue
        work.run(functools.partial(_forget, mail.id))
        sent += 1
    if failed:
        raise Unsent(f"{len(failed)} mails could not be sent, {sent} were: {', '.join(failed)}")
    return sent


def _claimed(mail_id: str, changes: Changes) -> Mail | None:
    """Return a mail that nobody else will send until its pause is over, None if it is gone or not due."""
    mail = mails.find(mail_id)
    if mail is None or (mail.not_before is not None and mail.not_before > changes.now):
        return None
    if changes.now - mail.created_at > KEPT_FOR:
        logger.error(
            "mail %s of %s could not be sent for a week, %d tries, and is given up",
            mail.id,
            mail.created_at,
            mail.tries,
        )
        changes.remove(mail)
        return None
    pause = min(FIRST_PAUSE * 2**mail.tries, LONGEST_PAUSE)
    return changes.save(replace(mail, tries=mail.tries + 1, not_before=changes.now + pause))


def _forget(mail_id: str, changes: Changes) -> None:
    mail = mails.find(mail_id)
    if mail is not None:
        changes.remove(mail)


def by_ses(sender: str) -> Send:
    """Return what sends a mail through Amazon SES, from an address that is verified there."""

    def send(mail: Mail) -> None:
        content = {"Subject": _utf8(mail.subject), "Body": {"Text": _utf8(mail.text)}}
        client("sesv2").send_email(
            FromEmailAddress=sender, Destination={"ToAddresses": [mail.to]}, Content={"Simple": content}
        )

    return send


def _utf8(text: str) -> dict[str, str]:
    return {"Data": text, "Charset": "UTF-8"}
