"""What clients send to set a casting."""

from typing import Annotated, Any

from msgspec import Meta, Struct, ValidationError, convert

from chalicelib.entities.casting.state import Wanted
from chalicelib.entities.ids import Id
from chalicelib.errors import Refused
from chalicelib.store.records import Text80

Occurences = Annotated[int, Meta(ge=0)]


class CastAsset(Struct):
    """An asset as it is cast in another asset."""

    asset_id: Id
    nb_occurences: Occurences = 1
    label: Text80 = ""


class CastInMany(Struct):
    """How one asset is cast in several places; what is left out keeps its value, no occurences takes it off."""

    entity_ids: Annotated[list[Id], Meta(min_length=1)]
    nb_occurences: Occurences | None = None
    label: Text80 | None = None


class _Entry(Struct):
    asset_id: Id | None = None
    nb_occurences: Occurences | None = None
    label: Text80 | None = None


def wanted_of(place_id: str, entries: Any) -> list[Wanted]:
    """Return a place's casting of a body; an entry without asset or occurences is passed over. Raises Refused."""
    try:
        found = convert(entries, list[_Entry])
    except ValidationError as error:
        raise Refused(str(error)) from None
    return [
        Wanted(place_id, one.asset_id, one.nb_occurences, one.label or "")
        for one in {one.asset_id: one for one in found}.values()
        if one.asset_id is not None and one.nb_occurences is not None
    ]
