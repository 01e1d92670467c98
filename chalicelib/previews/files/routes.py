"""Operations of preview files: the plain ones, the lists of a task, an entity and a production, and their order."""

from typing import Annotated, Any

import msgspec

from chalicelib import access
from chalicelib.access import CLIENT, Actor, Production
from chalicelib.changes import Changes
from chalicelib.entities.entities.records import Concept, Edit, Entity, Shot
from chalicelib.previews.access import file_access, record_access, record_change
from chalicelib.previews.files import rules
from chalicelib.previews.files.found import around, of_entitys_tasks, visible_tasks
from chalicelib.previews.files.ordered import by_task_type, listed_running
from chalicelib.previews.files.records import PreviewFile, folder, of_task, preview_files
from chalicelib.projects.projects.records import Project
from chalicelib.refs import PreviewFileId
from chalicelib.store import each, files
from chalicelib.tasks.access import task_access, task_action
from chalicelib.tasks.tasks.records import Task, tasks
from chalicelib.web import filters
from chalicelib.web.answers import paged
from chalicelib.web.filters import Query, cut
from chalicelib.web.queries import Limit, OfProduction, Page, WithoutRelations
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, Values, table
from chalicelib.web.table import change as table_change
from chalicelib.web.table import create as table_create

routes = Routes(__name__)
NEVER_CHANGED = ("task_id",)


def _changed(changes: Changes, _by: Actor, old: PreviewFile, new: PreviewFile) -> PreviewFile:
    if old.revision != new.revision:
        rules.moved_along(changes, old, new, of_task(old.task_id))
    return new


def _prepare(_changes: Changes, _by: Actor, values: Values, _old: PreviewFile | None) -> Values:
    return {name: value for name, value in values.items() if name != "comments"}


PLAIN = table(
    routes, "/data/preview-files", preview_files, list=access.signed_in, read=record_access, write=access.admin,
    hooks=Hooks(prepare=_prepare, changed=_changed), parents=visible_tasks, kept=NEVER_CHANGED,
    without=("create", "get", "change", "delete"), asks=(OfProduction,),
)  # fmt: skip


@routes.post("/data/preview-files", allow=access.admin, shows=PreviewFile)
def create(body: Any, by: Actor, changes: Changes) -> dict[str, Any]:
    """Make the record of a preview by hand."""
    made = table_create(PLAIN, changes, by, body)
    changes.add(made, under=tasks.get(made.task_id))
    return cut(made, relations=True, shown=None)


@routes.get("/data/preview-files/{preview_file_id}", allow=record_access, malformed=400, shows=PreviewFile)
def one(preview_file: PreviewFile, query: Annotated[Query, WithoutRelations]) -> dict[str, Any]:
    """One preview, with the comments that it was published with unless they are not wanted."""
    return cut(preview_file, relations=filters.is_true(query, "relations", True), shown=None)


@routes.put("/data/preview-files/{preview_file_id}", allow=record_change, malformed=400, shows=PreviewFile)
def change(preview_file: PreviewFile, body: Any, by: Actor, changes: Changes) -> dict[str, Any]:
    """Change a preview; the others of its revision follow the first one into another revision."""
    return cut(table_change(PLAIN, changes, by, preview_file, body), relations=False, shown=None)


@routes.delete("/data/preview-files/{preview_file_id}", allow=access.manager, malformed=400)
def remove(preview_file: PreviewFile, task: Task, entity: Entity, project: Project, changes: Changes) -> None:
    """Remove a preview and its files; what it stood for gets another one."""
    rules.removed(changes, preview_file, task, entity, project, around(preview_file, entity, project))
    changes.discard(*files.below(folder(preview_file.id)))


class Position(msgspec.Struct):
    """The place of a preview in its revision, from 1."""

    position: int


@routes.put("/actions/preview-files/{preview_file_id}/update-position", allow=task_action, shows=list[PreviewFile])
def move(preview_file: PreviewFile, body: Position, changes: Changes) -> list[dict[str, Any]]:
    """Move a preview within its revision; returns the revision in its order."""
    found = rules.reordered(changes, preview_file, of_task(preview_file.task_id), body.position)
    return [cut(preview, relations=False, shown=None) for preview in found]


@routes.get("/data/tasks/{task_id}/previews", allow=task_access, shows=list[PreviewFile])
def of_one_task(task: Task, by: Actor, production: Production) -> list[dict[str, Any]]:
    """A task's previews, the highest revision first; a client does not see what was rejected."""
    rejected_too = by.role_in(production) != CLIENT
    found = [one for one in of_task(task.id) if rejected_too or one.validation_status != "rejected"]
    found.sort(key=lambda one: (-(one.revision or 0), one.position or 0, one.id))
    return [cut(one, relations=False, shown=None) for one in found]


@routes.get("/data/projects/{project_id}/preview-files", allow=access.admin, shows=paged(PreviewFile))
def of_production(project: Project, query: Annotated[Query, Page]) -> Any:
    """A production's previews, the last changed first. Costs a Query for each of its tasks."""
    found = [one for own in each(of_task, [task.id for task in tasks.within(project.id)]) for one in own]
    found.sort(key=lambda one: (one.updated_at, one.id), reverse=True)
    rows = [cut(one, relations=False, shown=None) for one in found]
    return filters.page_of(rows, query) if "page" in query else rows


@routes.get("/data/entities/{entity_id}/preview-files", allow=file_access)
def of_entity(entity: Entity) -> list[dict[str, Any]]:
    """An entity's previews in short, by the name of their task's type, the highest revision first."""
    return [rules.brief(one) for one in by_task_type(of_entitys_tasks(entity.project_id, entity.id))]


class After(msgspec.Struct):
    """The preview after which a list goes on."""

    cursor_preview_file_id: PreviewFileId | None = None


@routes.get("/data/playlists/preview-files/running", allow=access.admin, shows=list[PreviewFile])
def every_running(by: Actor, query: Annotated[Query, After, Limit]) -> list[dict[str, Any]]:
    """The previews of open productions that are still to come or can't be shown, the newest first."""
    return listed_running(by, query)


def no_client(by: Actor, production: Production, entity: Entity) -> bool:
    """Allow whoever may see the entity, but no client."""
    return by.role_in(production) != CLIENT and file_access(by, production, entity)


@routes.get("/data/shots/{entity_id}/preview-files", allow=file_access)
def of_shot(entity: Shot) -> dict[str, Any]:
    """A shot's revisions by task type."""
    return _grouped(entity)


@routes.get("/data/edits/{entity_id}/preview-files", allow=file_access)
def of_edit(entity: Edit) -> dict[str, Any]:
    """An edit's revisions by task type."""
    return _grouped(entity)


@routes.get("/data/concepts/{entity_id}/preview-files", allow=no_client)
def of_concept(entity: Concept) -> dict[str, Any]:
    """A concept's revisions by task type."""
    return _grouped(entity)


@routes.get("/data/playlists/entities/{entity_id}/preview-files", allow=file_access)
def of_playlist_entity(entity: Entity) -> dict[str, Any]:
    """The revisions by task type that an entity of a playlist can be shown in."""
    return _grouped(entity)


def _grouped(entity: Entity) -> dict[str, Any]:
    found = of_entitys_tasks(entity.project_id, entity.id)
    return rules.grouped(found.previews, found.tasks)
