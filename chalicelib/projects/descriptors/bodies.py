"""What clients send to make, change and order custom columns."""

from typing import Any

from msgspec import Struct

from chalicelib.store.records import NonEmpty


class NewColumn(Struct):
    """A new column; `departments` are those that it is for, nobody's or null means everybody."""

    name: NonEmpty
    entity_type: str | None = None
    task_type_id: str | None = None
    data_type: str | None = None
    choices: list[Any] | None = None
    for_client: bool | None = None
    departments: list[str] | None = None


class ColumnChange(Struct):
    """What a column is from now on: what is left out, but for the name, is as for a new one again."""

    name: str | None = None
    data_type: str | None = None
    choices: list[Any] | None = None
    for_client: bool | None = None
    departments: list[str] | None = None


class ColumnOrder(Struct):
    """The columns of a kind in their order."""

    entity_type: NonEmpty
    descriptor_ids: list[str]
