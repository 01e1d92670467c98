"""What is shown of the organisation."""

from chalicelib.people.organisation.records import CHAT_FIELDS, Organisation
from chalicelib.store.records import fields_of


def shown_to(admin: bool) -> frozenset[str] | None:
    """Return the fields that somebody may see: the chat tokens are for admins."""
    return None if admin else (frozenset(fields_of(Organisation)) | {"type"}) - set(CHAT_FIELDS)
