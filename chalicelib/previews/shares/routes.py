"""Operations with which managers share playlists."""

from typing import Any

import msgspec

from chalicelib import access
from chalicelib.changes import Changes
from chalicelib.errors import NotFound
from chalicelib.previews.playlists.records import Playlist
from chalicelib.previews.shares import rules
from chalicelib.previews.shares.records import PlaylistShareLink, share_links
from chalicelib.web.routes import Routes

routes = Routes(__name__)
SHARE = "/data/playlists/{playlist_id}/share"


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
    link = share_links.held("token", token)
    if link is None or link.playlist_id != playlist.id:
        raise NotFound("the playlist has no such link")
    return rules.shown(changes.save(msgspec.structs.replace(link, is_active=False)) if link.is_active else link)
