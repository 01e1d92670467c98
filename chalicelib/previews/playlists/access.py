"""Who may see and change a playlist."""

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.previews.playlists.records import Playlist


def readable(by: Actor, playlist: Playlist) -> bool:
    """Return whether somebody may see a playlist: the team without its vendors, clients what is meant for them."""
    role = by.role_in(playlist.project_id)
    return role not in (None, access.VENDOR) and (role != access.CLIENT or playlist.for_client)


def seen(by: Actor, production: Production, playlist: Playlist) -> bool:
    """Allow the production's team without its vendors; clients see what is meant for them."""
    return playlist.project_id == production and readable(by, playlist)


def kept(by: Actor, production: Production, playlist: Playlist) -> bool:
    """Allow the production's managers, and the supervisor who made the playlist or finds one that nobody made."""
    if by.manages(production):
        return True
    return by.role_in(production) == access.SUPERVISOR and playlist.created_by in (None, by.id)


def taken_along(by: Actor, production: Production, playlist: Playlist) -> bool:
    """Allow the production's managers and supervisors, and its clients where the playlist is meant for them."""
    is_client = by.role_in(production) == access.CLIENT
    return access.supervisor(by, production) or (is_client and playlist.for_client)
