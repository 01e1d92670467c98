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


def links_of(
    file_id: str, sources: dict[str, str | None], place: tuple[str, str]
) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the links to a file that lies at a place, production and parent, from all that it names."""
    return {(f"{source}#{record_id}", file_id): place for source, record_id in sources.items() if record_id}


def linked(of: Collection[R], source: str) -> list[R]:
    """Return the files to which there are links; each says production and parent of its file. Costs two trips."""
    keys = [_key(of, link) for link in reading.links(source)]
    items = reading.records(keys)
    return [of.record(items[key]) for key in keys if key in items]


def _key(of: Collection[Any], link: Any) -> Key:
    production_id, parent_id = _place(link.facts)
    return Key(of.partition(production_id), sort_of(parent_id, link.target))
