"""What clients send to make, change and order custom columns."""

from typing import Annotated, Any

from msgspec import Meta, Struct

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


class StudioColumnChange(ColumnChange, kw_only=True):
    """What the columns of a kind and key are from now on, in many productions; an empty name is none."""

    entity_type: NonEmpty


class StudioColumnOrder(Struct):
    """The keys of a kind's columns in their order."""

    entity_type: NonEmpty
    field_order: Annotated[list[str], Meta(min_length=1)]


class KindAsked(Struct):
    """A kind, in the query string."""

    entity_type: NonEmpty


class ColumnOrder(Struct):
    """The columns of a kind in their order."""

    entity_type: NonEmpty
    descriptor_ids: Annotated[list[str], Meta(min_length=1)]
