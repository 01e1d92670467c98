"""What reviewers draw on a preview: drawings by their time, each with objects that have ids."""

import uuid
from typing import Any

import msgspec

from chalicelib.changes import Changes
from chalicelib.previews.files.records import PreviewFile

Drawing = dict[str, Any]
Object = dict[str, Any]


class Drawn(msgspec.Struct):
    """What a reviewer has drawn and changed, [{time, drawing: {objects}}], and wiped away, [{time, objects: [ids]}]."""

    additions: list[Drawing] = []
    updates: list[Drawing] = []
    deletions: list[Drawing] = []


def draw(changes: Changes, preview: PreviewFile, drawn: Drawn, project_id: str, person_id: str) -> PreviewFile:
    """Draw on a preview of a production, and tell."""
    kept = preview.annotations if isinstance(preview.annotations, list) else []
    annotations = changed(kept, drawn.additions, drawn.updates, drawn.deletions)
    saved = changes.save(msgspec.structs.replace(preview, annotations=annotations))
    changes.tell(
        "preview-file:annotation-update", project_id, preview_file_id=saved.id, person_id=person_id,
        updated_at=saved.updated_at.isoformat(),
    )  # fmt: skip
    return saved


def changed(
    kept: list[Drawing], additions: list[Drawing], updates: list[Drawing], deletions: list[Drawing]
) -> list[Drawing]:
    """Return the drawings with what is added, then changed, then taken away; times that nothing is left of go."""
    drawings = [{**drawing, "drawing": _with_objects(drawing, objects_of(drawing))} for drawing in kept]
    for addition in additions:
        _add(drawings, addition)
    for update in updates:
        _update(drawings, update)
    for deletion in deletions:
        _delete(drawings, deletion)
    return [drawing for drawing in drawings if objects_of(drawing)]


def objects_of(drawing: Drawing) -> list[Object]:
    """Return what is drawn at a time; what has no form that pages draw is none."""
    canvas = drawing.get("drawing")
    found = canvas.get("objects") if isinstance(canvas, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _with_objects(drawing: Drawing, objects: list[Object]) -> dict[str, Any]:
    canvas = drawing.get("drawing")
    return {**(canvas if isinstance(canvas, dict) else {}), "objects": objects}


def _at(drawings: list[Drawing], time: Any) -> Drawing | None:
    return next((drawing for drawing in drawings if drawing.get("time") == time), None)


def _add(drawings: list[Drawing], addition: Drawing) -> None:
    """Add a new time as it is given, or to a time the objects that it does not have."""
    objects = [_named(one) for one in objects_of(addition)]
    there = _at(drawings, addition.get("time"))
    if there is None:
        drawings.append({**addition, "drawing": _with_objects(addition, objects)})
        return
    before = objects_of(there)
    known = {one.get("id") for one in before}
    there["drawing"] = _with_objects(there, [*before, *(one for one in objects if one["id"] not in known)])


def _named(drawn: Object) -> Object:
    return drawn if drawn.get("id") else {**drawn, "id": str(uuid.uuid4())}


def _update(drawings: list[Drawing], update: Drawing) -> None:
    """Put the objects that a time has already at its end, as they are now."""
    there = _at(drawings, update.get("time"))
    if there is None:
        return
    before = objects_of(there)
    known = {one.get("id") for one in before}
    new = {one["id"]: one for one in objects_of(update) if one.get("id") in known}
    there["drawing"] = _with_objects(there, [*(one for one in before if one.get("id") not in new), *new.values()])


def _delete(drawings: list[Drawing], deletion: Drawing) -> None:
    there = _at(drawings, deletion.get("time"))
    gone = deletion.get("objects")
    if there is None or not isinstance(gone, list):
        return
    there["drawing"] = _with_objects(there, [one for one in objects_of(there) if one.get("id") not in gone])
