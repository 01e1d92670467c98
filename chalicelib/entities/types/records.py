"""Entity types: shots, sequences and the other built-in kinds, and the studio's own types of assets."""

from typing import ClassVar

from chalicelib.refs import TaskTypeId
from chalicelib.store import Collection, Record, Stamp, Unique, reading
from chalicelib.store.records import Text20, Text30
from chalicelib.store.stamps import STUDIO

BUILT_IN = ("Shot", "Sequence", "Episode", "Scene", "Edit", "Concept", "ConceptFolder")
ASSET = "Asset"


class EntityType(Record, frozen=True, kw_only=True):
    """A type of entities; one whose name is not built in is a type of assets.

    `task_types` is the workflow of an asset type: what is done on its assets; empty means everything.
    """

    RELATIONS: ClassVar = ("task_types",)

    name: Text30
    short_name: Text20 | None = None
    description: str | None = None
    archived: bool = False
    task_types: list[TaskTypeId] = []

    @property
    def kind(self) -> str:
        """Return what its entities are: one of the built-in kinds, or Asset."""
        return self.name if self.name in BUILT_IN else ASSET


class AssetType(EntityType, frozen=True, kw_only=True, tag="AssetType"):
    """An entity type as the operations of asset types answer it."""


entity_types = Collection(
    EntityType,
    home="studio",
    unique=[Unique("name", lambda t: t.name.lower(), "name: another entity type has this name")],
    stamps=lambda t: [Stamp(STUDIO, t.id)],
)


def id_of(kind: str) -> str:
    """Return the id of a built-in type. Costs one trip."""
    found = reading.holder(entity_types.unique_name("name", kind.lower()))
    if found is None:
        raise LookupError(f"the studio was not founded: there is no entity type {kind}")
    return found
