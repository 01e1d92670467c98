"""Stamps: versions of what is shown together, so that an unchanged list costs one small read."""

import zlib
from collections import Counter
from collections.abc import Iterable

from chalicelib.store.tables import StampItem

SHARDS = 8  # so that people who work in one production rarely write the same item
STUDIO = "studio"


def shard_of(name: str) -> str:
    """Return the shard that counts the changes of this record."""
    return str(zlib.crc32(name.encode()) % SHARDS)


def keys_of(scope: str) -> list[tuple[str, str]]:
    """Return the keys of a scope's stamps: the studio's is one item, a production's are eight."""
    return [(scope, str(shard)) for shard in range(1 if scope == STUDIO else SHARDS)]


def tallies(scope: str) -> dict[str, int]:
    """Return the numbers that are counted in a scope. Costs one Query of tiny items."""
    numbers: Counter[str] = Counter()
    for item in StampItem.query(scope, consistent_read=True):
        numbers[item.shard.rpartition("#")[0]] += int(item.changes)
    return {name: number for name, number in numbers.items() if number}


def text_of(items: Iterable[StampItem]) -> str:
    """Return a text that differs as soon as anything has changed that these stamps count."""
    return ".".join(sorted(f"{item.scope[:8]}{item.shard}={int(item.changes):x}" for item in items))
