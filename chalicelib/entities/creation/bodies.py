"""What clients send to make an entity of each kind."""

from typing import Any

from msgspec import UNSET, Struct, UnsetType

from chalicelib.entities.ids import Id
from chalicelib.store.records import NonEmpty


class NewEntity(Struct, kw_only=True):
    """What every new entity has; a description that is left out is the kind's own."""

    name: NonEmpty
    description: str | UnsetType | None = UNSET
    data: dict[str, Any] | UnsetType | None = UNSET


class NewShot(NewEntity):
    """A shot of a sequence; `nb_frames` is its length in frames."""

    sequence_id: Id | None = None
    nb_frames: int | None = None


class NewSequence(NewEntity):
    """A sequence, of an episode or of the whole production."""

    episode_id: Id | None = None


class NewEpisode(NewEntity):
    """An episode; a status that is none counts as running."""

    status: str | None = None


class NewScene(NewEntity):
    """A scene of a sequence."""

    sequence_id: Id | None = None


class NewEdit(NewEntity):
    """An edit, of an episode or of the whole production."""

    episode_id: Id | None = None


class Reference(Struct):
    """An entity, by its id."""

    id: Id


class NewConcept(NewEntity):
    """A concept in a folder (`parent_id`) and the entities that it is drawn for."""

    parent_id: Id | None = None
    entity_concept_links: list[Reference] | None = None


class NewAsset(NewEntity):
    """An asset; `episode_id` is the episode that it is made for."""

    episode_id: Id | None = None
    is_shared: bool = False
