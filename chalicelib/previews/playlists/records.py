"""Playlists: what is shown in a review, in its order."""

from typing import ClassVar, Literal

import msgspec

from chalicelib.refs import EntityId, PersonId, ProjectId, TaskTypeId
from chalicelib.store import Collection, Record, Unique
from chalicelib.store.records import Text80

PLAYED = ("shot", "asset", "sequence", "edit", "episode")


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An entity in a playlist, and the preview that is shown of it; left out where it has none, None where one went."""

    entity_id: str
    preview_file_id: str | msgspec.UnsetType | None = msgspec.UNSET


class Playlist(Record, frozen=True, kw_only=True):
    """A playlist; clients see those that are `for_client`. `is_for_all`: it spans the episodes of a series."""

    RELATIONS: ClassVar = ("build_jobs",)

    name: Text80
    shots: list[Entry] | None = None
    project_id: ProjectId
    episode_id: EntityId | None = None
    task_type_id: TaskTypeId | None = None
    for_client: bool = False
    for_entity: Literal["shot", "asset", "sequence", "edit", "episode"] = "shot"
    is_for_all: bool = False
    created_by: PersonId | None = None
    build_jobs: list[str] = []


playlists = Collection(
    Playlist,
    within="project_id",
    unique=[
        Unique(
            "name",
            lambda p: f"{p.project_id}#{p.episode_id}#{p.name}" if p.episode_id else None,
            "name: the episode has a playlist of this name",
        )
    ],
)
