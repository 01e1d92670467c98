"""Output files: what work on an entity, or on a single use of an asset, has brought about, in revisions."""

from typing import Annotated, Any, ClassVar, Literal

import msgspec
from msgspec import Meta

from chalicelib.files.linked import linked, links_of, sort_of
from chalicelib.files.output_types.records import OutputTypeId
from chalicelib.files.statuses.records import FileStatusId
from chalicelib.files.working_files.records import Int, Long, WorkingFileId
from chalicelib.projects.projects.records import projects
from chalicelib.refs import EntityId, PersonId, TaskTypeId
from chalicelib.store import Collection, Record, Unique, each, reading
from chalicelib.store.records import Json, Text10, Text20, Text40, Text250, Text400, ref

AssetInstanceId = Annotated[str, Meta(extra=ref("asset_instance"))]
Quality = Literal["low", "mid", "high"]
Checksum = Annotated[str, Meta(max_length=32)]


class OutputFile(Record, frozen=True, kw_only=True):
    """A revision of an output; `size` is in bytes, `nb_elements` the number of files: frames of a sequence.

    `temporal_entity_id` is the shot or scene in which an instance's output was made; `source_file_id` the working file
    that it was made from, which lies at `source_place`: its production and task. `production_id` is the entity's, "" of
    none.
    """

    RELATIONS: ClassVar = ("production_id", "source_place")
    HIDDEN: ClassVar = ("production_id", "source_place")

    shotgun_id: Int | None = None
    name: Text250
    canceled: bool = False
    size: Long | None = None
    checksum: Checksum | None = None
    description: str | None = None
    comment: str | None = None
    extension: Text10 | None = None
    revision: Int
    representation: Text20 | None = None
    nb_elements: Int | None = 1
    source: Text40 | None = None
    path: Text400 | None = None
    data: Json = None
    quality: Quality | None = None
    file_status_id: FileStatusId
    entity_id: EntityId | None = None
    asset_instance_id: AssetInstanceId | None = None
    output_type_id: OutputTypeId | None = None
    task_type_id: TaskTypeId | None = None
    person_id: PersonId | None = None
    source_file_id: WorkingFileId | None = None
    temporal_entity_id: EntityId | None = None
    production_id: str = ""
    source_place: tuple[str, str] | None = None

    @property
    def project_id(self) -> str | None:
        """Return the production to which the output's events belong."""
        return self.production_id or None


def identity(file: OutputFile) -> tuple[Any, ...]:
    """Return what no two output files have in common."""
    return (
        file.entity_id, file.asset_instance_id, file.output_type_id, file.task_type_id, file.temporal_entity_id,
        file.revision, file.representation, file.name,
    )  # fmt: skip


def _links(file: OutputFile) -> dict[tuple[str, str], Any]:
    sources = {
        "output-files-of": file.asset_instance_id, "output-files-from": file.source_file_id,
        "output-files-by": file.person_id,
    }  # fmt: skip
    return links_of(file.id, sources, (file.production_id, file.entity_id or ""))


output_files = Collection(
    OutputFile,
    within="production_id",
    sort=lambda file: sort_of(file.entity_id, file.id),
    unique=[
        Unique(
            "revision",
            lambda file: msgspec.json.encode(identity(file)).decode(),
            "revision: there is this revision of such an output already",
        )
    ],
    links=_links,
)


def of_entity(production_id: str, entity_id: str) -> list[OutputFile]:
    """Return the outputs of an entity, for an asset also those of its instances. Costs one Query."""
    return output_files.within(production_id, sort_of(entity_id, ""))


def of_instance(asset_instance_id: str) -> list[OutputFile]:
    """Return the outputs of an asset instance, in the order of their creation. Costs two trips."""
    return linked(output_files, f"output-files-of#{asset_instance_id}")


def made_from(working_file_id: str) -> list[OutputFile]:
    """Return the outputs that were made from a working file. Costs two trips."""
    return linked(output_files, f"output-files-from#{working_file_id}")


def ids_made_from(working_file_id: str) -> list[str]:
    """Return the ids of the outputs that were made from a working file. Costs one Query."""
    return [link.target for link in reading.links(f"output-files-from#{working_file_id}")]


def any_with(field: str, value: str) -> bool:
    """Return whether any output has this value. Reads all output files: an administrator's rare, slow path."""
    places = ["", *(project.id for project in projects.all())]
    return any(getattr(file, field) == value for found in each(output_files.within, places) for file in found)
