"""Reads records once for all rows of a sheet, though each row is committed on its own."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from chalicelib.store import Collection, Record
from chalicelib.store.tables import RecordItem

R = TypeVar("R", bound=Record)


class Once(Generic[R]):
    """Records as they were read before the first row.

    What was read is good for one commit: who takes a record again, or after somebody was faster, reads it anew.
    """

    def __init__(self, of: Collection[R], items: Iterable[RecordItem]) -> None:
        self.of = of
        self.items = {item.sort.rpartition("#")[2]: item for item in items}

    def records(self) -> Iterator[R]:
        """Yield all of them."""
        return map(self.of.record, list(self.items.values()))

    def take(self, record_id: str) -> R:
        """Return a record for a commit that changes it. Costs a trip only if it was taken before."""
        item = self.items.pop(record_id, None)
        return self.of.get(record_id) if item is None else self.of.record(item)
