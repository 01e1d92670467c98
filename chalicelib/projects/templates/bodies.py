"""What clients send to make templates, and to choose what they contain."""

from typing import Annotated, Any

from msgspec import UNSET, Meta, Struct, UnsetType

from chalicelib.store.records import NonEmpty


class FromProject(Struct):
    """What the template of a production is called."""

    name: Annotated[str, Meta(min_length=1, max_length=80)]
    description: str | None = None


class TaskStatusChoice(Struct):
    """A task status, and what is chosen for it; what is left out, or no role at all, stays as it is."""

    task_status_id: NonEmpty
    priority: int | None = None
    roles_for_board: list[str] | None = None
    is_client_allowed: bool | UnsetType | None = UNSET


class AssetTypeChoice(Struct):
    """A type of assets."""

    asset_type_id: NonEmpty


class AutomationChoice(Struct):
    """A status automation."""

    status_automation_id: NonEmpty


class Columns(Struct):
    """Columns, to be kept as they are."""

    metadata_descriptors: list[Any] | None = None
