"""Sharing assets with other productions, and finding those that are shared."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities import batches
from chalicelib.entities.access import hidden_from
from chalicelib.entities.casting.readiness import assets_changed
from chalicelib.entities.casting.records import of_production
from chalicelib.entities.entities.records import Entity, Episode, entities, of_kind, of_kinds
from chalicelib.entities.entities.rules import tell
from chalicelib.entities.entities.views import plain
from chalicelib.entities.ids import Id
from chalicelib.entities.types.records import ASSET
from chalicelib.errors import Forbidden, NotFound
from chalicelib.projects.projects.records import Project
from chalicelib.store import gather
from chalicelib.web.routes import Routes

routes = Routes(__name__)

IN_ONE_COMMIT = 10


class Share(Struct):
    """Which assets are shared, or not any more."""

    asset_ids: list[Id]
    is_shared: bool = True


class ShareOfProduction(Struct):
    """Which of a production's assets are shared, or not any more; without a choice all of them."""

    asset_ids: list[Id] | None = None
    is_shared: bool = True


class ShareOfType(Struct):
    """Whether the assets of a type are shared."""

    is_shared: bool = True


@routes.post("/actions/assets/share", allow=access.signed_in, status=200, body_first=True, shows=list[Entity])
def share(body: Share, by: Actor, changes: Changes) -> list[dict[str, Any]]:
    """Share assets of any productions, as the manager of all of them."""
    found = entities.many(body.asset_ids)
    if len(found) < len(set(body.asset_ids)) or any(one.type != ASSET for one in found.values()):
        raise NotFound("one of these assets is not there")
    if not all(by.manages(asset.project_id) for asset in found.values()):
        raise Forbidden("you don't manage all of their productions")
    return _shared(changes, list(found.values()), body.is_shared)


@routes.post(
    "/actions/projects/{project_id}/assets/share", allow=access.manager, status=200, body_first=True, shows=list[Entity]
)
def share_of_production(project: Project, body: ShareOfProduction, changes: Changes) -> list[dict[str, Any]]:
    """Share assets of a production; those of others are passed over."""
    chosen = None if body.asset_ids is None else set(body.asset_ids)
    found = [one for one in of_kind(project.id, ASSET) if chosen is None or one.id in chosen]
    return _shared(changes, found, body.is_shared)


@routes.post(
    "/actions/projects/{project_id}/asset-types/{asset_type_id}/assets/share", allow=access.manager, status=200,
    body_first=True, shows=list[Entity],
)  # fmt: skip
def share_of_type(project: Project, asset_type_id: str, body: ShareOfType, changes: Changes) -> list[dict[str, Any]]:
    """Share a production's assets of a type."""
    found = [one for one in of_kind(project.id, ASSET) if one.entity_type_id == asset_type_id]
    return _shared(changes, found, body.is_shared)


def _shared(changes: Changes, found: list[Entity], is_shared: bool) -> list[dict[str, Any]]:
    """Share the assets, part by part where they are many."""

    def part(some_changes: Changes, some: Sequence[Entity]) -> Iterable[Entity]:
        fresh = entities.many(asset.id for asset in some).values()
        changed = [(asset, replace(asset, is_shared=is_shared)) for asset in fresh if asset.is_shared != is_shared]
        assets_changed(some_changes, changed)
        for _, asset in changed:
            tell(some_changes, some_changes.save(asset), "update")
        return [replace(asset, is_shared=is_shared) for asset in fresh]

    return [plain(asset) for asset in batches.done(changes, found, IN_ONE_COMMIT, part)]


@routes.get("/data/projects/{project_id}/assets/shared-used", allow=access.team, shows=list[Entity])
def used(project: Project, by: Actor) -> list[dict[str, Any]]:
    """The shared assets of other productions that are cast in the shots of this one."""
    return _used(project, by, None)


@routes.get(
    "/data/projects/{project_id}/episodes/{episode_id}/assets/shared-used", allow=access.team, shows=list[Entity]
)
def used_in_episode(project: Project, episode: Episode | None, episode_id: str, by: Actor) -> list[dict[str, Any]]:
    """The shared assets of other productions that are cast in the shots of an episode; "all" and "main" mean all."""
    if episode is None and episode_id not in ("all", "main"):
        raise NotFound(f"there is no episode {episode_id}")
    return _used(project, by, episode.id if episode else None)


def _used(project: Project, by: Actor, episode_id: str | None) -> list[dict[str, Any]]:
    links, places, hidden = gather(
        lambda: of_production(project.id),
        lambda: of_kinds(project.id, "Sequence", "Shot"),
        lambda: hidden_from(by, project.id),
    )
    sequences = {one.id for one in places if one.type == "Sequence" and one.parent_id == episode_id}
    shots = {one.id for one in places if one.type == "Shot" and (episode_id is None or one.parent_id in sequences)}
    cast = entities.many({link.entity_out_id for link in links if link.entity_in_id in shots}).values()
    shared = [one for one in cast if one.is_shared and not one.canceled and one.project_id != project.id]
    return [plain(asset, hidden) for asset in sorted(shared, key=lambda asset: asset.name)]
