"""What is true of share links: until when they are good, and for whom."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import msgspec

from chalicelib.auth.mails.rules import Text
from chalicelib.auth.passwords.rules import hashed, matches
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule
from chalicelib.people.persons.records import Person
from chalicelib.previews.playlists.records import Playlist
from chalicelib.previews.shares.records import PlaylistShareLink
from chalicelib.settings import settings
from chalicelib.store.records import moment_of

LENGTH_OF_A_DAY = len("2026-02-01")


def expiry(text: str | None) -> dt.datetime | None:
    """Return until when a link is good, None for ever; a day counts to its end. Raises BreaksRule."""
    if not text:
        return None
    try:
        moment = moment_of(text)
    except ValueError:
        raise BreaksRule(f"expiration_date: {text!r} is no date") from None
    return dt.datetime.combine(moment, dt.time(23, 59, 59)) if len(text) == LENGTH_OF_A_DAY else moment


def share(changes: Changes, playlist: Playlist, until: str | None, password: str | None, can_comment: bool) -> Any:
    """Make a link to a playlist. Raises BreaksRule."""
    link = PlaylistShareLink(
        playlist_id=playlist.id, created_by=changes.by, expiration_date=expiry(until), can_comment=can_comment,
        password=hashed(password) if password else None,
    )  # fmt: skip
    return changes.add(link, under=playlist)


def is_good(link: PlaylistShareLink, now: dt.datetime) -> bool:
    """Return whether a link is neither revoked nor expired."""
    return link.is_active and (link.expiration_date is None or now <= link.expiration_date)


def opens(link: PlaylistShareLink, password: str, now: dt.datetime) -> bool:
    """Return whether a link is good, and the password is its own if it has one."""
    return is_good(link, now) and (link.password is None or matches(password, link.password))


def addresses(emails: Iterable[str], people: Iterable[Person]) -> list[str]:
    """Return to whom an invitation goes: each address once, its domain in lower case. Raises BreaksRule."""
    found = [*map(_checked, emails), *(one.email for one in people if one.email and not one.is_guest)]
    once: dict[str, str] = {}
    for address in found:
        once.setdefault(address.lower(), address)
    return [*once.values()]


def _checked(email: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(email, check_deliverability=False, test_environment=True, globally_deliverable=False)
    except EmailNotValidError as error:
        raise BreaksRule(f"emails: {email!r}: {error}") from None
    return found.normalized


def invitation(link: PlaylistShareLink, playlist: Playlist, host: str, message: str) -> Text:
    """Write to somebody who is invited to see a playlist; `host` is the full name of who invites."""
    name = " ".join(playlist.name.split())
    address = f"{settings().site}/shared/playlists/{link.token}"
    words = [f"{host} invites you to see {name}:", address, message.strip()]
    if link.password is not None:
        words.append("It asks for a password, which you will be told in another way.")
    return f"Invitation to {name}", "\n\n".join(filter(None, words))


def shown(link: PlaylistShareLink) -> dict[str, Any]:
    """Return a link as its makers see it: whether it has a password, never which."""
    whole: dict[str, Any] = msgspec.to_builtins(link, builtin_types=(dt.datetime,))
    del whole["password"]
    return whole | {"has_password": link.password is not None}
