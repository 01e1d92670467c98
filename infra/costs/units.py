"""How DynamoDB counts: the bytes of an item, and the units that reading items takes.

The rules are those of the developer guide ("Read and write operations", "Item sizes and formats"). What is written in
transactions the emulator reports by the same rules, indexes included; a test compares.
"""

from collections.abc import Iterable
from typing import Any

READ_BLOCK = 4096  # bytes that one unit reads, strongly consistent
WRITE_BLOCK = 1024  # bytes that one unit writes; a transaction takes two
KEPT_BESIDE = 100  # bytes of storage that AWS adds to each item
INDEXED = ["partition", "sort", "changed_at", "facets"]

Item = dict[str, dict[str, Any]]


def item_bytes(item: Item) -> int:
    """Return an item's size: its attributes' names and values."""
    return sum(len(name.encode()) + _value_bytes(value) for name, value in item.items())


def _value_bytes(value: dict[str, Any]) -> int:
    """Return the bytes of a value; the tables hold texts, numbers and nulls only."""
    ((kind, content),) = value.items()
    match kind:
        case "S":
            return len(str(content).encode())
        case "N":
            digits = content.lstrip("-").replace(".", "").strip("0")
            return (len(digits) + 1) // 2 + 1 + int(content.startswith("-"))
        case "NULL":
            return 1
    raise ValueError(f"an attribute of type {kind}: infra/costs/units.py must learn its size")


def kept_bytes(item: Item) -> int:
    """Return the storage that an item takes, its entry in the local index (infra/template.yaml) included."""
    size = item_bytes(item) + KEPT_BESIDE
    if "changed_at" in item:
        size += item_bytes({name: item[name] for name in INDEXED if name in item}) + KEPT_BESIDE
    return size


def blocks(size: int, block: int) -> int:
    """Return how many blocks so many bytes are; nothing takes one too."""
    return max(1, -(-size // block))


def batch_units(found: Iterable[Item], asked: int) -> int:
    """Return the units of a consistent BatchGetItem: each item is rounded up alone, and what isn't there takes one."""
    sizes = [item_bytes(item) for item in found]
    return sum(blocks(size, READ_BLOCK) for size in sizes) + asked - len(sizes)


def query_units(found: Iterable[Item]) -> int:
    """Return the units of one page of a consistent Query of whole items: their sum is rounded up."""
    return blocks(sum(item_bytes(item) for item in found), READ_BLOCK)


def transaction_units(written: Iterable[Item]) -> int:
    """Return the units of a TransactWriteItems, given the larger of each item before and after; no index included."""
    return sum(2 * blocks(item_bytes(item), WRITE_BLOCK) for item in written)
