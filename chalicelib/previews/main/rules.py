"""What stands for an entity: the one preview that boards and lists show of it."""

from collections.abc import Iterable
from typing import Any

import msgspec

from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity
from chalicelib.entities.entities.rules import tell
from chalicelib.previews.files.records import PreviewFile

replace = msgspec.structs.replace


def choose(changes: Changes, entity: Entity, preview: PreviewFile | None) -> Entity:
    """Have the preview stand for the entity, or nothing."""
    preview_id, status = (preview.id, preview.status) if preview else (None, None)
    saved = changes.save(replace(entity, preview_file_id=preview_id))
    facts: dict[str, Any] = {"entity_id": entity.id, "preview_file_id": preview_id, "preview_file_status": status}
    changes.tell("preview-file:set-main", entity.project_id, **facts)
    tell(changes, saved, "update")
    return saved


def first_of_latest(previews: Iterable[PreviewFile]) -> PreviewFile | None:
    """Return the first file of the highest revision, None where there is none."""
    ordered = sorted(previews, key=lambda p: (-(p.revision or 0), p.position or 0, p.id))
    return ordered[0] if ordered else None
