"""What is true of guests: people of one share link only, who have a name and nothing to log in with."""

import hashlib

from chalicelib.changes import Changes
from chalicelib.errors import Forbidden
from chalicelib.people.persons.records import Person
from chalicelib.people.persons.rules import full_name
from chalicelib.previews.shares.records import PlaylistShareLink

FIRST_NAME = "Guest"
DOMAIN = "guest.invalid"  # a top level domain that never exists: no mail reaches anybody


def address_of(link: PlaylistShareLink, first_name: str, last_name: str) -> str:
    """Return the made-up address of a link's guest of this name: as addresses are unique, so is the guest."""
    names = "\n".join((link.id, first_name, last_name))
    return f"guest-{hashlib.sha256(names.encode()).hexdigest()[:32]}@{DOMAIN}"


def welcome(changes: Changes, link: PlaylistShareLink, first_name: str, last_name: str) -> Person:
    """Make a guest of a link, who is on no team and has no password, and tell."""
    guest = Person(
        first_name=first_name, last_name=last_name, full_name=full_name(first_name, last_name), role="client",
        email=address_of(link, first_name, last_name), is_guest=True, data={"share_link_id": link.id},
    )  # fmt: skip
    changes.tell("person:new", person_id=guest.id)
    return changes.add(guest)


def is_of(link: PlaylistShareLink, person: Person) -> bool:
    """Return whether somebody is a guest of a link, and was not shut out."""
    of = person.data.get("share_link_id") if isinstance(person.data, dict) else None
    return person.is_guest and person.active and of == link.id


def check_reviews(link: PlaylistShareLink, person: Person | None) -> Person:
    """Return the guest who comments by a link. Raises Forbidden for a link to look at only, and for anybody else."""
    if not link.can_comment:
        raise Forbidden("this link is to look at only")
    if person is None or not is_of(link, person):
        raise Forbidden("guest_id: this is no guest of the link")
    return person
