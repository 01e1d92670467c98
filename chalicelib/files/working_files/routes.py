"""Working file operations: the plain ones, the lists of a task and of an entity, and remarks."""

from collections.abc import Sequence
from typing import Annotated, Any

from msgspec import Struct
from msgspec.structs import replace

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Entity
from chalicelib.files.access import file_access, working_file_change
from chalicelib.files.contents.records import folder, working_file_contents
from chalicelib.files.listing import Fields, Rows, listed
from chalicelib.files.order import highest_first
from chalicelib.files.output_files.records import OutputFile, made_from, output_files
from chalicelib.files.working_files import rules
from chalicelib.files.working_files.found import home_of, rows, shown, with_outputs
from chalicelib.files.working_files.records import WorkingFile, of_entity, of_task, working_files
from chalicelib.store import files, work
from chalicelib.store.records import NonEmpty
from chalicelib.tasks.access import task_access
from chalicelib.tasks.tasks.records import Task
from chalicelib.web import queries
from chalicelib.web.answers import paged
from chalicelib.web.filters import Query, is_true
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, Values, table
from chalicelib.web.table import change as table_change
from chalicelib.web.table import create as table_create

routes = Routes(__name__)
IN_ONE_COMMIT = 15


class Remark(Struct):
    """What somebody says about a file."""

    comment: NonEmpty


class Asked(Struct):
    """Which of an entity's files a list has; "" asks for nothing."""

    task_id: str = ""
    name: str = ""


def _prepare(_changes: Changes, _by: Actor, values: Values, _old: WorkingFile | None) -> Values:
    rules.check_sent(values)
    return values


def _removed(changes: Changes, by: Actor, file: WorkingFile, _force: bool) -> None:
    """Let the bytes go with the file; what was made from it stays, without its source."""
    work.in_parts([output.id for output in made_from(file.id)], IN_ONE_COMMIT, _forget_source, by.id)
    content = working_file_contents.find(file.id)
    if content is not None:
        changes.remove(content)
        changes.discard(*files.below(folder(file.id)))


def _forget_source(changes: Changes, ids: Sequence[str]) -> list[OutputFile]:
    return [
        changes.save(replace(output, source_file_id=None, source_place=None))
        for output in output_files.many(ids).values()
    ]


# A file stays in its task, below which it is kept.
PLAIN = table(
    routes, "/data/working-files", working_files, read=access.admin, write=access.admin,
    hooks=Hooks(prepare=_prepare, removed=_removed), kept=("task_id", "entity_id"),
    without=("list", "create", "get", "change"),
)  # fmt: skip


@routes.get("/data/working-files", allow=access.no_global_vendor, shows=paged(WorkingFile))
def every(by: Actor, query: Annotated[Query, WorkingFile, queries.Relations, queries.Fields, queries.Page]) -> Any:
    """The working files of the caller's productions, filtered, whole or in pages."""
    relations = is_true(query, "relations")

    def shown_in_list(found: Sequence[WorkingFile], fields: Fields) -> Rows:
        return rows(found, fields, relations=relations)

    return listed(by, query, working_files, shown_in_list)


@routes.post("/data/working-files", allow=access.admin, shows=WorkingFile)
def create(body: Any, by: Actor, changes: Changes) -> dict[str, Any]:
    """Make the record of a working file by hand."""
    made = table_create(PLAIN, changes, by, body)
    home = home_of(made)
    made = changes.add(replace(made, production_id=home.production_id), under=home.under)
    return {**shown(made), "outputs": []}


@routes.get("/data/working-files/{working_file_id}", allow=file_access, shows=WorkingFile)
def one(working_file: WorkingFile) -> dict[str, Any]:
    """One working file, with what was made from it."""
    return with_outputs(working_file)


@routes.put("/data/working-files/{working_file_id}", allow=working_file_change, malformed=400, shows=WorkingFile)
def change(working_file: WorkingFile, body: Any, by: Actor, changes: Changes) -> dict[str, Any]:
    """Change a working file; it stays in its task."""
    return shown(table_change(PLAIN, changes, by, working_file, body))


@routes.put("/actions/working-files/{working_file_id}/comment", allow=working_file_change, shows=WorkingFile)
def remark(working_file: WorkingFile, body: Remark, changes: Changes) -> dict[str, Any]:
    """Say something about a working file."""
    return shown(changes.save(replace(working_file, comment=body.comment)))


@routes.put("/actions/working-files/{working_file_id}/modified", allow=working_file_change, shows=WorkingFile)
def modified(working_file: WorkingFile, changes: Changes) -> dict[str, Any]:
    """Note that somebody has worked in a file just now."""
    return shown(changes.save(working_file))


@routes.get("/data/tasks/{task_id}/working-files", allow=task_access, shows=list[WorkingFile])
def of_one_task(task: Task) -> list[dict[str, Any]]:
    """A task's working files, the highest revision first."""
    return rows(rules.of_task(of_task(task.project_id, task.id)))


@routes.get("/data/tasks/{task_id}/working-files/last-revisions", allow=task_access, shows=dict[str, WorkingFile])
def last_revisions(task: Task) -> dict[str, dict[str, Any]]:
    """The last revision of each of a task's working files, by name."""
    found = rules.last_revisions(of_task(task.project_id, task.id))
    return {name: shown(file) for name, file in found.items()}


@routes.get("/data/entities/{entity_id}/working-files", allow=access.team, shows=list[WorkingFile])
def of_one_entity(entity: Entity, query: Annotated[Query, Asked, queries.Relations]) -> list[dict[str, Any]]:
    """The working files of an entity's tasks, the highest revision first."""
    task_id, name = (query.get(one, [""])[0] for one in ("task_id", "name"))
    found = [file for file in of_entity(entity.id) if rules.is_asked_for(file, task_id, name)]
    return rows(highest_first(found), relations=is_true(query, "relations"))
