"""What is true of share links: until when they are good, and for whom."""

import datetime as dt
from typing import Any

import msgspec

from chalicelib.auth.passwords.rules import hashed, matches
from chalicelib.changes import Changes
from chalicelib.errors import BreaksRule, NotFound
from chalicelib.previews.playlists.records import Playlist
from chalicelib.previews.shares.records import PlaylistShareLink
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


def check_open(link: PlaylistShareLink | None, password: str, now: dt.datetime) -> PlaylistShareLink:
    """Return a link that opens. Raises NotFound, which does not tell why it doesn't."""
    good = link is not None and link.is_active and (link.expiration_date is None or now <= link.expiration_date)
    if link is None or not good or (link.password is not None and not matches(password, link.password)):
        raise NotFound("there is no such link, or it is not good any more")
    return link


def shown(link: PlaylistShareLink) -> dict[str, Any]:
    """Return a link as its makers see it: whether it has a password, never which."""
    whole: dict[str, Any] = msgspec.to_builtins(link, builtin_types=(dt.datetime,))
    del whole["password"]
    return whole | {"has_password": link.password is not None}
