"""What is the caller's own: what they have to do, have done, should look at, and where that lies."""

from typing import Annotated, Any

from msgspec import Struct

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.entities.entities.records import Asset, Entity, Scene, Sequence, Shot
from chalicelib.entities.types.records import AssetType, EntityType, entity_types
from chalicelib.projects.projects import views
from chalicelib.projects.projects.records import Project, open_ones
from chalicelib.tasks.access import SeenTask
from chalicelib.tasks.context.reading import around, by_name
from chalicelib.tasks.open_tasks.rules import OpenPage, stats_of
from chalicelib.tasks.people.found import work_of
from chalicelib.tasks.people.rules import newest_done_first
from chalicelib.tasks.tasks.records import Task
from chalicelib.tasks.todos import checking, found
from chalicelib.tasks.types.records import TaskType
from chalicelib.web import filters
from chalicelib.web.filters import Query, cut
from chalicelib.web.queries import Page
from chalicelib.web.routes import Routes

routes = Routes(__name__)
Values = dict[str, Any]


class Order(Struct):
    """What comes first: by priority, due_date or estimation; else as on the boards."""

    order_by: str | None = None


class Named(Struct):
    """The name of the production that is wanted."""

    name: str | None = None


@routes.get("/data/user/tasks", allow=access.signed_in, shows=list[SeenTask])
def to_do(by: Actor) -> list[Values]:
    """What the caller still has to do."""
    return work_of(by, by.id, done=False)


@routes.get("/data/user/done-tasks", allow=access.signed_in, shows=list[SeenTask])
def done(by: Actor) -> list[Values]:
    """What the caller has done, the last first."""
    return newest_done_first(work_of(by, by.id, done=True))


@routes.get("/data/user/tasks-to-check", allow=access.signed_in, shows=list[SeenTask] | OpenPage)
def to_check(by: Actor, query: Annotated[Query, checking.Filters, Order, Page]) -> Any:
    """What waits for the caller's judgement; a page of it with the figures of all, or everything."""
    page, limit = filters.number(query, "page", 1), filters.limit_of(query)
    what = checking.found(by, checking.asked(query))
    ordered = checking.ordered(what, query.get("order_by", [None])[0])
    if "page" not in query:
        return checking.described(by, ordered, what.around)
    shown = ordered[max(page - 1, 0) * limit : page * limit] if page > 0 else []
    envelope = {"page": page, "limit": limit, "is_more": len(ordered) > page * limit, "stats": stats_of(ordered)}
    return {"data": checking.described(by, shown, what.around)} | envelope


@routes.get("/data/user/tasks-to-check/filter-values", allow=access.signed_in)
def to_check_values(by: Actor, query: Annotated[Query, checking.Filters]) -> dict[str, list[str]]:
    """What tasks to check can be filtered by."""
    return checking.values_of(checking.found(by, checking.asked(query)))


def _tasks(entity: Entity, by: Actor) -> list[Values]:
    """The caller's tasks of an entity."""
    return [_shown(task) for task in found.own_tasks(by, entity)]


def _types(entity: Entity, by: Actor) -> list[TaskType]:
    """The types of the caller's tasks of an entity."""
    return found.own_types(by, entity)


def _shown(task: Task) -> Values:
    return cut(task, relations=False, shown=None)


@routes.get("/data/user/assets/{entity_id}/tasks", allow=access.signed_in, shows=list[SeenTask])
def tasks_of_asset(entity: Asset, by: Actor) -> list[Values]:
    """The caller's tasks of an asset."""
    return _tasks(entity, by)


@routes.get("/data/user/shots/{entity_id}/tasks", allow=access.signed_in, shows=list[SeenTask])
def tasks_of_shot(entity: Shot, by: Actor) -> list[Values]:
    """The caller's tasks of a shot."""
    return _tasks(entity, by)


@routes.get("/data/user/scenes/{entity_id}/tasks", allow=access.signed_in, shows=list[SeenTask])
def tasks_of_scene(entity: Scene, by: Actor) -> list[Values]:
    """The caller's tasks of a scene."""
    return _tasks(entity, by)


@routes.get("/data/user/sequences/{entity_id}/tasks", allow=access.signed_in, shows=list[SeenTask])
def tasks_of_sequence(entity: Sequence, by: Actor) -> list[Values]:
    """The caller's tasks of a sequence itself."""
    return _tasks(entity, by)


@routes.get("/data/user/assets/{entity_id}/task-types", allow=access.signed_in)
def types_of_asset(entity: Asset, by: Actor) -> list[TaskType]:
    """The types of the caller's tasks of an asset."""
    return _types(entity, by)


@routes.get("/data/user/shots/{entity_id}/task-types", allow=access.signed_in)
def types_of_shot(entity: Shot, by: Actor) -> list[TaskType]:
    """The types of the caller's tasks of a shot."""
    return _types(entity, by)


@routes.get("/data/user/scenes/{entity_id}/task-types", allow=access.signed_in)
def types_of_scene(entity: Scene, by: Actor) -> list[TaskType]:
    """The types of the caller's tasks of a scene."""
    return _types(entity, by)


@routes.get("/data/user/sequences/{entity_id}/task-types", allow=access.signed_in)
def types_of_sequence(entity: Sequence, by: Actor) -> list[TaskType]:
    """The types of the caller's tasks of a sequence itself."""
    return _types(entity, by)


@routes.get("/data/user/sequences/{entity_id}/shots", allow=access.signed_in, shows=list[Entity])
def shots_of_sequence(entity: Sequence, by: Actor) -> list[Values]:
    """The shots of a sequence on which the caller has tasks."""
    return found.own_below(by, entity, "Shot")


@routes.get("/data/user/sequences/{entity_id}/scenes", allow=access.signed_in, shows=list[Entity])
def scenes_of_sequence(entity: Sequence, by: Actor) -> list[Values]:
    """The scenes of a sequence on which the caller has tasks."""
    return found.own_below(by, entity, "Scene")


@routes.get("/data/user/projects/open", allow=access.signed_in, shows=list[Project])
def open_productions(by: Actor, query: Named) -> list[Values]:
    """The open productions of the caller's teams, with all that is needed to work in them; of one name if asked."""
    productions = open_ones(None if by.is_admin else by.standing.roles)
    asked = by_name(project for project in productions if query.name in (None, project.name))
    return [views.full(one, by, columns, parts) for one, columns, parts in zip(asked, *around(asked), strict=True)]


@routes.get("/data/user/projects/{project_id}/asset-types", allow=access.signed_in, shows=list[AssetType])
def asset_types_of(project: Project, by: Actor) -> list[Values]:
    """The types of the assets on which the caller has tasks."""
    own = entity_types.many({asset.entity_type_id for asset in found.own_entities(by, project.id, "Asset")})
    return [cut(one, relations=True, shown=None) | {"type": "AssetType"} for one in own.values()]


@routes.get(
    "/data/user/projects/{project_id}/asset-types/{entity_type_id}/assets", allow=access.signed_in, shows=list[Entity]
)
def assets_of(project: Project, entity_type: EntityType, by: Actor) -> list[Values]:
    """The assets of a type on which the caller has tasks."""
    own = found.own_entities(by, project.id, "Asset")
    return found.shown(asset for asset in own if asset.entity_type_id == entity_type.id)


@routes.get("/data/user/projects/{project_id}/sequences", allow=access.signed_in, shows=list[Entity])
def sequences_of(project: Project, by: Actor) -> list[Values]:
    """The sequences on which, or on whose shots, the caller has tasks."""
    return found.shown(found.own_entities(by, project.id, "Sequence"))


@routes.get("/data/user/projects/{project_id}/episodes", allow=access.signed_in, shows=list[Entity])
def episodes_of(project: Project, by: Actor) -> list[Values]:
    """The episodes on which, or on whose shots, the caller has tasks."""
    return found.shown(found.own_entities(by, project.id, "Episode"))
