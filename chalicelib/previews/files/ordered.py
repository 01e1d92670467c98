"""The order in which an entity's previews are listed."""

from chalicelib.previews.files.found import OfEntity
from chalicelib.previews.files.records import PreviewFile
from chalicelib.tasks.types.records import task_types


def by_task_type(found: OfEntity) -> list[PreviewFile]:
    """Return previews by their task type's name, the highest revision first. Costs one trip."""
    names = {one.id: one.name for one in task_types.many(task.task_type_id for task in found.tasks.values()).values()}

    def order(preview: PreviewFile) -> tuple[str, int, int, str]:
        task_type_id = found.tasks[preview.task_id].task_type_id
        return names.get(task_type_id, ""), -(preview.revision or 0), preview.position or 0, preview.id

    return sorted(found.previews, key=order)
