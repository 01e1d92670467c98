"""What is true of schedule items."""

from typing import Any

from chalicelib.errors import NotStored
from chalicelib.store.ids import well_formed

Values = dict[str, Any]


def checked(values: Values, *, is_new: bool) -> Values:
    """Return the values of an item as they can be kept. Raises NotStored.

    A number of days that is no number is left out of a change, as clients send it while somebody types.
    """
    object_id = values.get("object_id")
    if object_id is not None and not well_formed(object_id):
        raise NotStored(f"object_id: {object_id!r} is no id")
    if not is_new and isinstance(values.get("man_days"), str):
        return {name: value for name, value in values.items() if name != "man_days"}
    return values
