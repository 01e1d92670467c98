"""Everything that a studio keeps, as counts and texts that can be compared."""

import json
from collections import Counter
from typing import Any

from chalicelib.store import files
from tests.harness import Inari


def items(inari: Inari, table: str) -> list[dict[str, Any]]:
    """Return all items of a table."""
    pages = inari.place.dynamodb.get_paginator("scan").paginate(
        TableName=f"{inari.place.stack}-{table}", ConsistentRead=True
    )
    return [item for page in pages for item in page["Items"]]


def counted(inari: Inari) -> dict[str, Any]:
    """Return how many there are of each kind of record, address, unique name, link, event and ticket, and all tallies.

    Two studios in which the same has been done have the same counts, whatever their ids are.
    """
    kinds = Counter(item["kind"]["S"] for item in items(inari, "records"))
    names = Counter(item["name"]["S"].partition("#")[0] for item in items(inari, "keys"))
    links = Counter(item["source"]["S"].partition("#")[0] for item in items(inari, "links"))
    events = Counter(event["name"] for item in items(inari, "events") for event in json.loads(item["events"]["S"]))
    stamps = sum(int(item["changes"]["N"]) for item in items(inari, "stamps"))
    tickets = Counter(item["name"]["S"].partition("#")[0] for item in items(inari, "sessions"))
    bucket = Counter(f"{name.partition('/')[0]}/…/{name.rpartition('/')[2]}" for name in files.below(""))
    return {
        "records": kinds, "keys": names, "links": links, "events": events, "stamps": stamps, "tickets": tickets,
        "files": bucket,
    }  # fmt: skip


def added(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return by how much each count has grown."""
    grown = {}
    for what, counts in after.items():
        if isinstance(counts, Counter):
            counts = Counter(counts)
            counts.subtract(before[what])
            grown[what] = {name: count for name, count in counts.items() if count}
        else:
            grown[what] = counts - before[what]
    return grown
