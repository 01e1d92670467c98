"""What clients send to choose what a production uses."""

from msgspec import UNSET, Struct, UnsetType

from chalicelib.store.records import NonEmpty


class TaskTypeChoice(Struct):
    """A task type, and what is chosen for it; bitrates are megabits a second. What is left out stays as it is."""

    task_type_id: NonEmpty
    priority: int | None = None
    hd_bitrate_compression: int | UnsetType | None = UNSET
    ld_bitrate_compression: int | UnsetType | None = UNSET
    is_client_visible: bool | None = None


class TaskTypeEntry(Struct):
    """A task type of a list."""

    task_type_id: NonEmpty
    priority: int | None = None
    is_client_visible: bool | None = None


class Batch(Struct):
    """Many choices at once; `replace_task_types`: the task types that are not in the list go."""

    task_types: list[TaskTypeEntry] | None = None
    task_status_ids: list[str] | None = None
    asset_type_ids: list[str] | None = None
    replace_task_types: bool = False


class TaskTypeOrder(Struct):
    """Task types in the order of their priorities."""

    task_type_ids: list[str]


class TaskStatusOrder(Struct):
    """Task statuses in the order of their priorities."""

    task_status_ids: list[str]


class ForClients(Struct):
    """Whether clients may set a status in a production; None is what the studio says."""

    is_client_allowed: bool | None
