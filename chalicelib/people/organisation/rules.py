"""What is shown of the organisation, and what its values mean."""

from typing import Any

from chalicelib.errors import BreaksRule
from chalicelib.people.organisation.records import CHAT_FIELDS, Organisation
from chalicelib.store.records import fields_of


def shown_to(admin: bool) -> frozenset[str] | None:
    """Return the fields that somebody may see: the chat tokens are for admins."""
    return None if admin else (frozenset(fields_of(Organisation)) | {"type"}) - set(CHAT_FIELDS)


def checked_values(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values with the hours of a day as a number. Raises BreaksRule where they are none."""
    if "hours_by_day" not in values:
        return values
    hours = values["hours_by_day"]
    try:
        if isinstance(hours, bool):
            raise TypeError
        return values | {"hours_by_day": float(hours)}
    except (TypeError, ValueError, OverflowError):
        raise BreaksRule("hours_by_day: must be a number") from None
