"""DynamoDB and S3: collections, keys, transactions, unique names, big bodies, files. Knows no area."""

from chalicelib.store.collection import Collection, Facets, Shown, Stamp, Tally, Unique
from chalicelib.store.reading import each, forget_caches, gather
from chalicelib.store.records import Record

__all__ = ["Collection", "Facets", "Record", "Shown", "Stamp", "Tally", "Unique", "each", "forget_caches", "gather"]
