"""Reads what an upload is for."""

import msgspec

from chalicelib.entities.entities.records import entities
from chalicelib.previews.files.records import PreviewFile, preview_files
from chalicelib.previews.pictures.outcome import Place
from chalicelib.previews.uploads.rules import Announced, ticket
from chalicelib.projects.projects.records import projects
from chalicelib.store import gather, reading
from chalicelib.tasks.comments.records import comments
from chalicelib.tasks.tasks.records import tasks


def published(preview_id: str) -> PreviewFile:
    """Return a preview. Raises NotFound. Costs at most two trips."""
    return preview_files.get(preview_id)


def around(preview: PreviewFile) -> Place:
    """Return what a preview belongs to. Raises NotFound. Costs at most four trips."""
    task, found = gather(lambda: tasks.get(preview.task_id), lambda: comments.many(preview.comments))
    entity, project = gather(lambda: entities.get(task.entity_id), lambda: projects.get(task.project_id))
    return Place(task, entity, project, list(found.values()))


def announced(upload_id: str) -> Announced | None:
    """Return what is known of an upload, None if it was never announced or is done. Costs one trip."""
    found = reading.tickets([ticket(upload_id)]).get(ticket(upload_id))
    return None if found is None or not found.value else msgspec.json.decode(found.value, type=Announced)
