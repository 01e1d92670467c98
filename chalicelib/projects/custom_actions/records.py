"""Custom actions: what a studio adds to the menus of the pages, as an address to call."""

from chalicelib.store import Collection, Record
from chalicelib.store.records import Text40, Text80, Text400


class CustomAction(Record, frozen=True, kw_only=True):
    """An entry of a menu. `is_ajax` calls the address in the background instead of opening it."""

    name: Text80
    url: Text400 | None = None
    entity_type: Text40 | None = "all"
    is_ajax: bool | None = False


custom_actions = Collection(CustomAction, home="studio")
