"""Entity type operations."""

from typing import Annotated, Any

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.changes import Changes
from chalicelib.entities.entities.records import of_kind, type_in_use
from chalicelib.entities.types import rules
from chalicelib.entities.types.records import ASSET, BUILT_IN, AssetType, EntityType, entity_types
from chalicelib.errors import BreaksRule, NotFound
from chalicelib.projects.projects.records import Project, projects
from chalicelib.store import each
from chalicelib.web import filters
from chalicelib.web.filters import Query, cut
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table
from chalicelib.web.table import change as table_change

routes = Routes(__name__)


def _added(_changes: Changes, _by: Actor, entity_type: EntityType) -> EntityType:
    if entity_types.held("name", entity_type.name.lower()) is not None:
        raise BreaksRule("name: another entity type has this name")
    return entity_type


def _changed(_changes: Changes, _by: Actor, old: EntityType, new: EntityType) -> EntityType:
    if new.name != old.name:
        rules.check_not_built_in(old)
    return new


def _removed(_changes: Changes, _by: Actor, entity_type: EntityType, _force: bool) -> None:
    rules.check_not_built_in(entity_type)
    places = [project.id for project in projects.all()]
    rules.check_unused(entity_type, any(each(lambda place: type_in_use(place, entity_type.id), places)))


types = table(
    routes, "/data/entity-types", entity_types, read=access.signed_in, write=access.admin, event="asset-type",
    hooks=Hooks(added=_added, changed=_changed, removed=_removed), without=["change"],
)  # fmt: skip


@routes.put("/data/entity-types/{entity_type_id}", allow=access.admin, malformed=400, shows=EntityType)
def change(entity_type: EntityType, body: Any, by: Actor, changes: Changes) -> dict[str, Any]:
    """Change a type, and answer with its workflow."""
    return cut(table_change(types, changes, by, entity_type, body), relations=True, shown=None)


def team_where_asked(by: Actor, production: Production) -> bool:
    """Allow everybody, but of a production that is named its team only."""
    return not production or by.on_team(production)


@routes.get("/data/asset-types", allow=team_where_asked, production_in="query", shows=list[AssetType])
def asset_types(production: Production, query: Annotated[Query, EntityType]) -> list[dict[str, Any]]:
    """The types of assets; of a production those of which it has assets."""
    found = rules.asset_types(entity_types.all())
    if production:
        found = _used(production, found)
    tests = filters.criteria_of(EntityType, query)
    kept = [one for one in found if all(test(getattr(one, name)) for name, test in tests.items())]
    return [_shown(one, relations=True) for one in kept]


@routes.get("/data/asset-types/{asset_type_id}", allow=access.signed_in, shows=AssetType)
def asset_type(asset_type: EntityType) -> dict[str, Any]:
    """One type of assets."""
    if asset_type.name in BUILT_IN:
        raise NotFound(f"{asset_type.name} is no type of assets")
    return _shown(asset_type, relations=True)


@routes.get("/data/projects/{project_id}/asset-types", allow=access.team, shows=list[AssetType])
def of_production(project: Project) -> list[dict[str, Any]]:
    """The types of which a production has assets."""
    return [_shown(one, relations=False) for one in _used(project.id, rules.asset_types(entity_types.all()))]


def _used(project_id: str, found: list[EntityType]) -> list[EntityType]:
    used = {asset.entity_type_id for asset in of_kind(project_id, ASSET)}
    return [one for one in found if one.id in used]


def _shown(entity_type: EntityType, *, relations: bool) -> dict[str, Any]:
    """Return a type of assets as its own routes answer it."""
    return cut(entity_type, relations=relations, shown=None) | {"type": "AssetType"}
