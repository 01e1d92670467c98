"""Status automations: what follows by itself when a task gets a status."""

from typing import Literal

from chalicelib.refs import TaskStatusId, TaskTypeId
from chalicelib.store import Collection, Record
from chalicelib.store.records import Text40


class StatusAutomation(Record, frozen=True, kw_only=True):
    """When a task of the `in` type gets the `in` status, the entity's task of the `out` type gets the `out` status.

    `out_field_type` "ready_for" says instead that the asset is ready for the `out` type. `import_last_revision` takes
    the last revision's previews along.
    """

    entity_type: Text40 | None = "asset"
    in_task_type_id: TaskTypeId | None = None
    in_task_status_id: TaskStatusId | None = None
    out_field_type: Literal["status", "ready_for"] = "status"
    out_task_type_id: TaskTypeId | None = None
    out_task_status_id: TaskStatusId | None = None
    import_last_revision: bool | None = False
    archived: bool | None = False


status_automations = Collection(StatusAutomation, home="studio")
