"""Import errors: what a program that copies another tracker could not bring over, kept for whoever mends it."""

from typing import Literal

from chalicelib.store import Collection, Record
from chalicelib.store.records import Json


class DataImportError(Record, frozen=True, kw_only=True):
    """What failed (`event_data`, as the program sent it), and from which tracker it came."""

    event_data: Json = None
    source: Literal["csv", "shotgun"] = "shotgun"


import_errors = Collection(DataImportError, home="data_import_error")
