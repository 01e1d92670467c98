"""Output file operations: the plain ones, and the lists of an entity and of a production."""

from typing import Annotated, Any

from msgspec.structs import replace

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity
from chalicelib.errors import NotFound
from chalicelib.files.access import check_team, file_access, output_file_change
from chalicelib.files.listing import listed
from chalicelib.files.order import highest_first
from chalicelib.files.output_files import rules
from chalicelib.files.output_files.found import home_of, rows, shown, source_of, types_of
from chalicelib.files.output_files.records import OutputFile, of_entity, output_files
from chalicelib.files.output_files.rules import Asked, AskedOfType
from chalicelib.files.output_types.records import OutputType
from chalicelib.files.working_files.found import with_outputs
from chalicelib.files.working_files.records import WorkingFile, working_files
from chalicelib.projects.projects.records import Project
from chalicelib.store import gather
from chalicelib.web.answers import paged
from chalicelib.web.filters import Query
from chalicelib.web.queries import Fields, Page
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, Values, table
from chalicelib.web.table import change as table_change
from chalicelib.web.table import create as table_create

routes = Routes(__name__)


def _prepare(_changes: Changes, _by: Actor, values: Values, _old: OutputFile | None) -> Values:
    rules.check_sent(values)
    return values


def _added(_changes: Changes, _by: Actor, file: OutputFile) -> OutputFile:
    """Say in whose production a new output lies, its entity's, and where its source does."""
    entity, source = gather(lambda: home_of(file), lambda: source_of(file.source_file_id))
    return replace(
        file, production_id=entity.project_id if entity else "", source_place=rules.place_of(source)
    )  # fmt: skip


def _changed(_changes: Changes, by: Actor, old: OutputFile, new: OutputFile) -> OutputFile:
    if new.source_file_id == old.source_file_id:
        return new
    source = source_of(new.source_file_id)
    rules.check_source(by, old, source)
    return replace(new, source_place=rules.place_of(source))


# An output stays on its entity, below which it is kept.
PLAIN = table(
    routes, "/data/output-files", output_files, read=access.admin, write=access.admin,
    hooks=Hooks(prepare=_prepare, added=_added, changed=_changed), kept=("entity_id",),
    without=("list", "create", "get", "change"),
)  # fmt: skip


@routes.get("/data/output-files", allow=access.no_global_vendor, shows=paged(OutputFile))
def every(by: Actor, query: Annotated[Query, OutputFile, Fields, Page]) -> Any:
    """The outputs of the caller's productions, filtered, whole or in pages."""
    return listed(by, query, output_files, rows)


@routes.post("/data/output-files", allow=access.admin, shows=OutputFile)
def create(body: Any, by: Actor, changes: Changes) -> dict[str, Any]:
    """Make the record of an output by hand."""
    made = table_create(PLAIN, changes, by, body)
    return shown(changes.add(made, under=home_of(made)))


@routes.get("/data/output-files/{output_file_id}", allow=file_access, shows=OutputFile)
def one(output_file: OutputFile) -> dict[str, Any]:
    """One output."""
    return shown(output_file)


@routes.put("/data/output-files/{output_file_id}", allow=output_file_change, malformed=400, shows=OutputFile)
def change(output_file: OutputFile, body: Any, by: Actor, changes: Changes) -> dict[str, Any]:
    """Change an output; it stays on its entity."""
    return shown(table_change(PLAIN, changes, by, output_file, body))


@routes.get("/data/files/{file_id}", allow=access.signed_in, shows=WorkingFile | OutputFile)
def any_file(file_id: str, by: Actor) -> dict[str, Any]:
    """One file, a working file or an output, for the team of its production."""
    working, output = gather(lambda: working_files.find(file_id), lambda: output_files.find(file_id))
    if working is not None:
        check_team(by, working.production_id)
        return with_outputs(working)
    if output is None:
        raise NotFound(f"there is no file {file_id}")
    check_team(by, output.production_id)
    return shown(output)


def manager_or_admin(by: Actor, project: Project | None) -> bool:
    """Allow the production's managers, and of one that isn't there admins."""
    return by.is_admin if project is None else by.manages(project.id)


@routes.get("/data/projects/{project_id}/output-files", allow=manager_or_admin, shows=list[OutputFile])
def of_production(project: Project | None, query: Asked) -> list[dict[str, Any]]:
    """A production's outputs, without those of instances, the newest first; an unknown production has none."""
    found = output_files.within(project.id) if project else []
    return rows(sorted(rules.asked_for(rules.own(found), query), key=lambda file: file.id, reverse=True))


@routes.get("/data/entities/{entity_id}/output-files", allow=access.team, shows=list[OutputFile])
def of_one_entity(entity: Entity, query: Asked) -> list[dict[str, Any]]:
    """An entity's outputs, without those of its instances, the highest revision first."""
    return rows(highest_first(rules.asked_for(_own(entity), query)))


@routes.get("/data/entities/{entity_id}/output-files/last-revisions", allow=access.team, shows=list[OutputFile])
def last_revisions(entity: Entity, query: Asked) -> list[dict[str, Any]]:
    """The last revisions of an entity's outputs."""
    found = rules.asked_for(_own(entity), replace(query, file_status_id=""))
    return rows(rules.last_revisions(found, query.file_status_id))


@routes.get("/data/entities/{entity_id}/output-types", allow=access.team, shows=list[OutputType])
def types_of_entity(entity: Entity) -> list[dict[str, Any]]:
    """The types of an entity's outputs, and of its instances', by name."""
    return types_of(of_entity(entity.project_id, entity.id))


@routes.get(
    "/data/entities/{entity_id}/output-types/{output_type_id}/output-files", allow=access.team, shows=list[OutputFile]
)
def of_type(entity: Entity, output_type: OutputType, query: AskedOfType) -> list[dict[str, Any]]:
    """An entity's outputs of a type, the highest revision first."""
    found = rules.asked_for(_own(entity), Asked(output_type_id=output_type.id, representation=query.representation))
    return rows(highest_first(found))


def _own(entity: Entity) -> list[OutputFile]:
    return rules.own(of_entity(entity.project_id, entity.id))
