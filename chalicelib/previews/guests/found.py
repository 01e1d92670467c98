"""Reads who reviews a shared playlist."""

from typing import NamedTuple

from chalicelib.people.persons.records import Person, persons
from chalicelib.previews.guests.rules import check_reviews
from chalicelib.previews.playlists.records import Playlist
from chalicelib.previews.shared.found import Key, shared
from chalicelib.store import gather


class Reviewing(NamedTuple):
    """A shared playlist, and the guest who reviews it."""

    playlist: Playlist
    guest: Person


def reviewing(token: str, key: Key, guest_id: str) -> Reviewing:
    """Return what a link opens for one of its guests to comment on. Raises NotFound, Forbidden. Costs three trips."""
    found, person = gather(lambda: shared(token, key), lambda: persons.find(guest_id))
    return Reviewing(found.playlist, check_reviews(found.link, person))
