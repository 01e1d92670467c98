"""The names under which browsers save published files."""

import re
from collections.abc import Iterable

from chalicelib.entities.entities.records import Entity, entities
from chalicelib.entities.types.records import ASSET, entity_types
from chalicelib.people.organisation.records import Organisation, organisations
from chalicelib.previews.files.records import PreviewFile
from chalicelib.projects.projects.records import Project
from chalicelib.spelling import without_accents
from chalicelib.store import gather
from chalicelib.tasks.tasks.records import Task
from chalicelib.tasks.types.records import task_types

_BETWEEN = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Return a text as part of a file's name: small letters and digits, everything else an underscore."""
    return _BETWEEN.sub("_", without_accents(text)).strip("_")


def download_name(project: Project, entity: Entity, task: Task, preview: PreviewFile) -> str:
    """Return what a preview is saved as: its own name if the studio likes that. Costs two trips."""
    found, above, kind = gather(organisations.all, lambda: _above(entity), lambda: task_types.get(task.task_type_id))
    return chosen_name([project.name, above, entity.name, kind.name], preview, own=prefers_own(found))


def prefers_own(organisations: Iterable[Organisation]) -> bool:
    """Return whether the studio likes files to keep the names that they came with."""
    return any(organisation.use_original_file_name for organisation in organisations)


def chosen_name(parts: list[str], preview: PreviewFile, *, own: bool) -> str:
    """Return the name that a preview came with if that is liked and there is one, else a made one."""
    if own and preview.original_name:
        return f"{preview.original_name}.{preview.extension}"
    return made_name(parts, preview)


def made_name(parts: list[str], preview: PreviewFile) -> str:
    """Return a name made of production, entity and task type, with the preview's revision and place in it."""
    whole = slug(" ".join([*parts, f"v{preview.revision}"]))
    place = f"-{preview.position}" if (preview.position or 1) > 1 else ""
    return f"{whole}{place}.{preview.extension}"


def _above(entity: Entity) -> str:
    """Return the name of an asset's type, of another entity's parent, "" for one that has none."""
    if entity.type == ASSET:
        entity_type = entity_types.find(entity.entity_type_id)
        return entity_type.name if entity_type else ""
    parent = entities.find(entity.parent_id) if entity.parent_id else None
    return parent.name if parent else ""
