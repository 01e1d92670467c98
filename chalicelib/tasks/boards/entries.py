"""The entries of the boards: an entity with its tasks, in the fields and the order that each board has."""

from typing import Any

from msgspec import Raw, Struct
from msgspec.json import Decoder

from chalicelib.tasks.boards.views import (
    ASSET_TASK,
    CONCEPT_TASK,
    EDIT_TASK,
    PLACE_TASK,
    SHOT_TASK,
    View,
    without,
)


class Kept(Struct, gc=False):
    """What boards show of an entity's record; `data` is passed on unread."""

    id: str
    name: str
    type: str
    entity_type_id: str
    project_id: str
    created_at: str
    updated_at: str
    canceled: bool = False
    description: str | None = None
    nb_frames: int | None = None
    nb_entities_out: int = 0
    parent_id: str | None = None
    source_id: str | None = None
    preview_file_id: str | None = None
    is_casting_standby: bool = False
    is_shared: bool = False
    status: str = "running"
    ready_for: str | None = None
    created_by: str | None = None
    data: Raw = Raw(b"null")
    entity_concept_links: list[str] = []


kept_of = Decoder(Kept).decode
NO_COLUMNS = Raw(b"null")


class Frames(Struct, gc=False):
    """The columns of metadata that an entry repeats."""

    fps: Any = None
    frame_in: Any = None
    frame_out: Any = None


_frames_of = Decoder(Frames | None).decode


def frames(data: Raw) -> Frames:
    """Return the frame columns of an entity's metadata, which may be anything."""
    return (_frames_of(data) or Frames()) if bytes(memoryview(data)[:1]) in (b"{", b"n") else Frames()


class ShotEntry(Struct, gc=False):
    """A shot; a shot without a sequence is on no board."""

    canceled: bool
    data: Any
    description: str | None
    entity_type_id: str
    episode_id: str | None
    episode_name: str
    fps: Any
    frame_in: Any
    frame_out: Any
    id: str
    name: str
    nb_frames: int | None
    parent_id: str | None
    preview_file_id: str | None
    project_id: str
    project_name: str
    sequence_id: str | None
    sequence_name: str
    source_id: str | None
    nb_entities_out: int
    is_casting_standby: bool
    type: str
    tasks: Any


class ShotRow(ShotEntry, array_like=True, gc=False):
    """The same as a list of values."""


class AssetEntry(Struct, gc=False):
    """An asset; the web pages compare its `ready_for` with the word None."""

    id: str
    name: str
    preview_file_id: str
    description: str | None
    asset_type_name: str
    asset_type_id: str
    canceled: bool
    ready_for: str
    episode_id: str
    casting_episode_ids: list[str]
    is_casting_standby: bool
    is_shared: bool
    data: Any
    tasks: Any


class AssetRow(AssetEntry, array_like=True, gc=False):
    """The same as a list of values."""


class EditEntry(Struct, gc=False):
    """An edit, of an episode or of the whole production."""

    canceled: bool
    data: Any
    description: str | None
    entity_type_id: str
    episode_id: str | None
    episode_name: str
    id: str
    name: str
    parent_id: str | None
    preview_file_id: str | None
    project_id: str
    project_name: str
    source_id: str | None
    nb_entities_out: int
    tasks: Any
    type: str


class ConceptEntry(Struct, gc=False):
    """A concept, with the status of its picture and the entities that it is drawn for."""

    canceled: bool
    data: Any
    description: str | None
    entity_type_id: str
    fps: Any
    frame_in: Any
    frame_out: Any
    id: str
    name: str
    nb_frames: int | None
    parent_id: str | None
    preview_file_id: str | None
    preview_file_status: str | None
    project_id: str
    project_name: str
    source_id: str | None
    nb_entities_out: int
    is_casting_standby: bool
    entity_concept_links: list[str]
    created_by: str | None
    created_at: str
    updated_at: str
    type: str
    tasks: Any


class PlaceEntry(Struct, gc=False):
    """A sequence, an episode or a scene; `episode_id` is its parent's id, or the word None."""

    id: str
    name: str
    status: str
    episode_id: str
    description: str | None
    frame_in: Any
    frame_out: Any
    fps: Any
    preview_file_id: str
    canceled: bool
    data: Any
    tasks: Any


def shot(
    kept: Kept, rows: str | None, view: View, project_name: str, parents: dict[str, Kept], *, compact: bool
) -> ShotEntry:
    """Return a shot with its tasks, beside the names of its sequence and episode."""
    sequence = parents.get(kept.parent_id or "")
    episode = parents.get(sequence.parent_id or "") if sequence else None
    own = frames(kept.data)
    return (ShotRow if compact else ShotEntry)(
        kept.canceled, without(kept.data, view.hidden), kept.description, kept.entity_type_id,
        episode.id if episode else None, episode.name if episode else "", own.fps, own.frame_in, own.frame_out,
        kept.id, kept.name, kept.nb_frames, kept.parent_id, kept.preview_file_id, kept.project_id, project_name,
        sequence.id if sequence else None, sequence.name if sequence else "", kept.source_id, kept.nb_entities_out,
        kept.is_casting_standby, "Shot", SHOT_TASK.shown(rows, view, compact=compact),
    )  # fmt: skip


def asset(kept: Kept, rows: str | None, view: View, type_name: str, cast_in: list[str], *, compact: bool) -> AssetEntry:
    """Return an asset with its tasks; `cast_in` are the episodes that it is cast in. Assets always show columns."""
    return (AssetRow if compact else AssetEntry)(
        kept.id, kept.name, kept.preview_file_id or "", kept.description, type_name, kept.entity_type_id, kept.canceled,
        str(kept.ready_for), kept.source_id or "", cast_in, kept.is_casting_standby, kept.is_shared,
        without(kept.data, view.hidden) if kept.data != NO_COLUMNS else {},
        ASSET_TASK.shown(rows, view, compact=compact),
    )  # fmt: skip


def edit(kept: Kept, rows: str | None, view: View, project_name: str, episode: Kept | None) -> EditEntry:
    """Return an edit with its tasks."""
    return EditEntry(
        kept.canceled, without(kept.data, view.hidden), kept.description, kept.entity_type_id,
        episode.id if episode else None, episode.name if episode else "", kept.id, kept.name, kept.parent_id,
        kept.preview_file_id, kept.project_id, project_name, kept.source_id, kept.nb_entities_out,
        EDIT_TASK.shown(rows, view, compact=False), "Edit",
    )  # fmt: skip


def concept(kept: Kept, rows: str | None, view: View, project_name: str, picture: str | None) -> ConceptEntry:
    """Return a concept with its tasks; `picture` is the status of its preview."""
    own = frames(kept.data)
    return ConceptEntry(
        kept.canceled, without(kept.data, view.hidden), kept.description, kept.entity_type_id, own.fps, own.frame_in,
        own.frame_out, kept.id, kept.name, kept.nb_frames, kept.parent_id, kept.preview_file_id, picture,
        kept.project_id, project_name, kept.source_id, kept.nb_entities_out, kept.is_casting_standby,
        kept.entity_concept_links, kept.created_by, kept.created_at, kept.updated_at, "Concept",
        CONCEPT_TASK.shown(rows, view, compact=False),
    )  # fmt: skip


def place(kept: Kept, rows: str | None, view: View) -> PlaceEntry:
    """Return a sequence, an episode or a scene with its tasks."""
    own = frames(kept.data)
    return PlaceEntry(
        kept.id, kept.name, kept.status, str(kept.parent_id), kept.description, own.frame_in, own.frame_out, own.fps,
        kept.preview_file_id or "", kept.canceled, without(kept.data, view.hidden),
        PLACE_TASK.shown(rows, view, compact=False),
    )  # fmt: skip
