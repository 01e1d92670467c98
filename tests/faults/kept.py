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


def counted(inari: Inari) -> dict[str, Counter[str]]:
    """Return how many there are of each kind of record, address, name, link, event, ticket and file, and all tallies.

    Two studios in which the same has been done have the same counts, whatever their ids are.
    """
    kinds = Counter(item["kind"]["S"] for item in items(inari, "records"))
    names = Counter(item["name"]["S"].partition("#")[0] for item in items(inari, "keys"))
    links = Counter(item["source"]["S"].partition("#")[0] for item in items(inari, "links"))
    events = Counter(event["name"] for item in items(inari, "events") for event in json.loads(item["events"]["S"]))
    # Stamps without a "#" only say that something has changed, in as many shards as its ids happen to fall into.
    tallies: Counter[str] = Counter()
    for item in items(inari, "stamps"):
        if "#" in item["shard"]["S"]:
            tallies[item["shard"]["S"].partition("#")[0].partition("=")[0]] += int(item["changes"]["N"])
    tickets = Counter(item["name"]["S"].partition("#")[0] for item in items(inari, "sessions"))
    bucket = Counter(f"{name.partition('/')[0]}/…/{name.rpartition('/')[2]}" for name in files.below(""))
    return {
        "records": kinds, "keys": names, "links": links, "events": events, "tallies": tallies, "tickets": tickets,
        "files": bucket,
    }  # fmt: skip


def added(before: dict[str, Counter[str]], after: dict[str, Counter[str]]) -> dict[str, dict[str, int]]:
    """Return by how much each count has grown."""
    grown = {}
    for what, counts in after.items():
        difference = Counter(counts)
        difference.subtract(before[what])
        grown[what] = {name: count for name, count in difference.items() if count}
    return grown
