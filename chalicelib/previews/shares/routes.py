"""Operations with which managers share playlists."""

from collections.abc import Sequence
from typing import Any

import msgspec

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.auth.mails.records import note
from chalicelib.changes import Changes
from chalicelib.entities.ids import Id
from chalicelib.errors import NotFound
from chalicelib.people.persons.records import persons
from chalicelib.people.persons.rules import full_name
from chalicelib.previews.playlists.records import Playlist
from chalicelib.previews.shares import rules
from chalicelib.previews.shares.records import PlaylistShareLink, share_links
from chalicelib.store import work
from chalicelib.web.routes import Routes

routes = Routes(__name__)
SHARE = "/data/playlists/{playlist_id}/share"
AT_ONCE = 20  # mails that are noted in one commit


class NewLink(msgspec.Struct):
    """How a playlist is shared: until when, with which password ("" for none), and whether guests may comment."""

    expiration_date: str | None = None
    can_comment: bool = True
    password: str | None = None


@routes.post(SHARE, allow=access.manager, shows=PlaylistShareLink)
def share(playlist: Playlist, body: NewLink, changes: Changes) -> dict[str, Any]:
    """Share a playlist."""
    return rules.shown(rules.share(changes, playlist, body.expiration_date, body.password, body.can_comment))


@routes.get(SHARE, allow=access.manager, shows=list[PlaylistShareLink])
def of_playlist(playlist: Playlist) -> list[dict[str, Any]]:
    """The links to a playlist that are not revoked, those that have expired too."""
    return [rules.shown(link) for link in share_links.within(playlist.id) if link.is_active]


@routes.delete(f"{SHARE}/{{token}}", allow=access.manager, status=200, shows=PlaylistShareLink)
def revoke(playlist: Playlist, token: str, changes: Changes) -> dict[str, Any]:
    """Revoke a link; twice is no matter."""
    link = _link_of(playlist, token)
    return rules.shown(changes.save(msgspec.structs.replace(link, is_active=False)) if link.is_active else link)


def _link_of(playlist: Playlist, token: str) -> PlaylistShareLink:
    link = share_links.held("token", token)
    if link is None or link.playlist_id != playlist.id:
        raise NotFound("the playlist has no such link")
    return link


class Guests(msgspec.Struct):
    """Who is invited, by address or because the studio knows them, and what is said to all of them."""

    emails: list[str] = []
    person_ids: list[Id] = []
    message: str | None = ""


class Invited(msgspec.Struct):
    """To which addresses a mail goes."""

    sent: list[str]


@routes.post(f"{SHARE}/{{token}}/invite", allow=access.manager, status=200)
def invite(playlist: Playlist, token: str, body: Guests, by: Actor, changes: Changes) -> Invited:
    """Invite people to a playlist by mail, with a link that is still good."""
    link = _link_of(playlist, token)
    if not rules.is_good(link, changes.now):
        raise NotFound("the link is not good any more")
    sent = rules.addresses(body.emails, persons.many(body.person_ids).values())
    words = rules.invitation(link, playlist, full_name(by.first_name, by.last_name), body.message or "")

    def write_to(part: Changes, some: Sequence[str]) -> list[None]:
        for address in some:
            note(part, address, *words)
        return []

    work.in_parts(sent, AT_ONCE, write_to, by.id)
    return Invited(sent)
