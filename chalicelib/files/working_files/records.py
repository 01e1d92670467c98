"""Working files: the scenes that artists work in, in revisions; most of them lie on the studio's own disks."""

from typing import Annotated, Any, ClassVar, Literal

import msgspec
from msgspec import Meta

from chalicelib.files.linked import linked, links_of, sort_of
from chalicelib.projects.projects.records import projects
from chalicelib.refs import EntityId, PersonId, TaskId
from chalicelib.store import Collection, Record, Unique, each, reading
from chalicelib.store.reading import Key
from chalicelib.store.records import Json, Text250, Text400, ref

SoftwareId = Annotated[str, Meta(extra=ref("software", "studio"))]
WorkingFileId = Annotated[str, Meta(extra=ref("working_file"))]
Int = Annotated[int, Meta(ge=-(2**31), le=2**31 - 1)]
Long = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
Verdict = Literal["validated", "rejected", "neutral"]


class WorkingFile(Record, frozen=True, kw_only=True):
    """A revision of a file that is worked in; `size` is in bytes, `path` where it lies on the studio's disks.

    `production_id` is that of its task or entity, "" for a file that has neither.
    """

    RELATIONS: ClassVar = ("production_id",)
    HIDDEN: ClassVar = ("production_id",)

    shotgun_id: Int | None = None
    name: Text250 | None = None
    description: str | None = None
    comment: str | None = None
    revision: Int | None = None
    size: Long | None = None
    checksum: Long | None = None
    path: Text400 | None = None
    data: Json = None
    validation_status: Verdict = "neutral"
    task_id: TaskId | None = None
    entity_id: EntityId | None = None
    person_id: PersonId | None = None
    software_id: SoftwareId | None = None
    production_id: str = ""


def _unique(file: WorkingFile) -> str | None:
    parts = (file.task_id, file.entity_id, file.revision, file.name)
    return None if None in parts else msgspec.json.encode(parts).decode()


def _links(file: WorkingFile) -> dict[tuple[str, str], Any]:
    sources = {"working-files-of": file.entity_id, "working-files-by": file.person_id}
    return links_of(file.id, sources, (file.production_id, file.task_id or ""))


working_files = Collection(
    WorkingFile,
    within="production_id",
    sort=lambda file: sort_of(file.task_id, file.id),
    unique=[Unique("revision", _unique, "revision: the task has this revision of a file of this name already")],
    links=_links,
)


def of_task(production_id: str, task_id: str) -> list[WorkingFile]:
    """Return a task's working files, in the order of their creation. Costs one Query."""
    return working_files.within(production_id, sort_of(task_id, ""))


def of_entity(entity_id: str) -> list[WorkingFile]:
    """Return the working files of an entity's tasks, in the order of their creation. Costs two trips."""
    return linked(working_files, f"working-files-of#{entity_id}")


def at(places: dict[str, tuple[str, str]]) -> dict[str, WorkingFile]:
    """Return working files by id, which lie at these places: production and task. Costs one trip."""
    partitions = {file_id: working_files.partition(place[0]) for file_id, place in places.items()}
    keys = {file_id: Key(partitions[file_id], sort_of(place[1], file_id)) for file_id, place in places.items()}
    items = reading.records(keys.values())
    return {file_id: working_files.record(items[key]) for file_id, key in keys.items() if key in items}


def any_made_with(software_id: str) -> bool:
    """Return whether a program was used. Reads all working files: an administrator's rare, slow path."""
    places = ["", *(project.id for project in projects.all())]
    return any(file.software_id == software_id for found in each(working_files.within, places) for file in found)
