"""The operation with which somebody without an account says who they are."""

from typing import Any

import msgspec

from chalicelib import access
from chalicelib.changes import Changes
from chalicelib.entities.ids import Id
from chalicelib.errors import Forbidden
from chalicelib.people.persons.records import Person, persons
from chalicelib.previews.guests import rules
from chalicelib.previews.shared.found import Key, shared
from chalicelib.store.records import Text80
from chalicelib.web.filters import cut
from chalicelib.web.http import Answer, json_answer
from chalicelib.web.routes import Routes

routes = Routes(__name__)


class Introduction(msgspec.Struct):
    """What a guest is called, or who they were when they came before."""

    first_name: Text80 = rules.FIRST_NAME
    last_name: Text80 = ""
    guest_id: Id | None = None


@routes.post("/shared/playlists/{token}/guest", allow=access.anyone, shows=Person)
def introduce(token: str, query: Key, body: Introduction, changes: Changes) -> dict[str, Any] | Answer:
    """Become a guest of a link; whoever comes again, by id or by name, is the same guest."""
    link = shared(token, query).link
    known = persons.find(body.guest_id) if body.guest_id else None
    if known is not None and rules.is_of(link, known):
        return json_answer(200, cut(known, relations=True, shown=None))
    names = body.first_name.strip() or rules.FIRST_NAME, body.last_name.strip()
    guest = persons.held("email", rules.address_of(link, *names)) or rules.welcome(changes, link, *names)
    if not rules.is_of(link, guest):
        raise Forbidden("this guest was shut out")
    return cut(guest, relations=True, shown=None)
