"""Custom columns: what a production keeps of its assets, shots and tasks beyond what every production keeps."""

from typing import ClassVar, Literal

from chalicelib.refs import DepartmentId, ProjectId, TaskTypeId
from chalicelib.store import Collection, Record, Stamp, Unique
from chalicelib.store.records import Json, Text60, Text120

DataType = Literal["string", "number", "list", "taglist", "boolean", "checklist", "date", "url", "textarea", "person"]


class MetadataDescriptor(Record, frozen=True, kw_only=True):
    """A column. `field_name` is its key in the `data` of the records of its kind (`entity_type`).

    With departments it is for those only: a vendor of none of them never sees it.
    """

    RELATIONS: ClassVar = ("departments",)

    project_id: ProjectId
    entity_type: Text60
    task_type_id: TaskTypeId | None = None
    name: Text120
    data_type: DataType | None = None
    field_name: Text120
    choices: Json = None
    for_client: bool = False
    position: int | None = None
    departments: list[DepartmentId] = []


def _scope(descriptor: MetadataDescriptor) -> str:
    return f"{descriptor.project_id}#{descriptor.entity_type}#{descriptor.task_type_id or ''}"


metadata_descriptors = Collection(
    MetadataDescriptor,
    within="project_id",
    unique=[
        Unique("name", lambda d: f"{_scope(d)}#{d.name}", "name: another column of this kind has this name"),
        Unique("field_name", lambda d: f"{_scope(d)}#{d.field_name}", "name: another column of this kind has this key"),
    ],
    stamps=lambda d: [Stamp(d.project_id, d.id)],
)
