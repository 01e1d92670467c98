"""Finds files by what they are linked to, wherever in their production they lie."""

from typing import Any, TypeVar

import msgspec

from chalicelib.store import Collection, Record, reading
from chalicelib.store.reading import Key

R = TypeVar("R", bound=Record)
_place = msgspec.json.Decoder(tuple[str, str]).decode


def sort_of(parent_id: str | None, file_id: str) -> str:
    """Return where a file lies in its production: beside the others of its task or its entity."""
    return f"{parent_id or ''}#{file_id}"


def linked(of: Collection[R], source: str) -> list[R]:
    """Return the files to which there are links; each says production and parent of its file. Costs two trips."""
    keys = [_key(of, link) for link in reading.links(source)]
    items = reading.records(keys)
    return [of.record(items[key]) for key in keys if key in items]


def _key(of: Collection[Any], link: Any) -> Key:
    production_id, parent_id = _place(link.facts)
    return Key(of.partition(production_id), sort_of(parent_id, link.target))
