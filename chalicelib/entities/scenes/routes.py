"""Which shots were made of a scene."""

from typing import Annotated, Any

from msgspec import Struct
from msgspec.structs import replace

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.access import entity_access
from chalicelib.entities.entities.records import Entity, Scene, Shot, entities
from chalicelib.entities.entities.rules import belonging, tell
from chalicelib.entities.entities.views import plain
from chalicelib.entities.ids import Id
from chalicelib.entities.lists.found import Entry, everywhere
from chalicelib.entities.lists.kinds import SHOTS
from chalicelib.errors import NotFound
from chalicelib.web.filters import Query
from chalicelib.web.routes import Routes

routes = Routes(__name__)


class ShotOfScene(Struct):
    """The shot that is made of a scene."""

    shot_id: Id


@routes.get("/data/scenes/{entity_id}/shots", allow=entity_access, shows=list[Entity])
def shots(entity: Scene, by: Actor, query: Annotated[Query, Entity]) -> list[Entry]:
    """The shots that were made of a scene."""
    made_of_it = query | {"project_id": [entity.project_id], "source_id": [entity.id]}
    return everywhere(by, SHOTS, made_of_it)


@routes.post("/data/scenes/{entity_id}/shots", allow=access.manager, body_first=True, shows=Entity)
def add(entity: Scene, body: ShotOfScene, changes: Changes) -> dict[str, Any]:
    """Say that a shot is made of a scene. The contract calls the answer just an entity."""
    shot = belonging(entities.find(body.shot_id), "Shot", entity.project_id)
    return plain(_moved(changes, entity, shot, entity.id, "add-to-scene"), type="Entity")


@routes.delete("/data/scenes/{entity_id}/shots/{shot_id}", allow=access.manager)
def remove(entity: Scene, shot: Shot, changes: Changes) -> None:
    """Say that a shot is not made of a scene any more."""
    if shot.source_id != entity.id:
        raise NotFound("the shot is not made of this scene")
    _moved(changes, entity, shot, None, "remove-from-scene")


def _moved(changes: Changes, scene: Entity, shot: Entity, source_id: str | None, what: str) -> Entity:
    saved = changes.save(replace(shot, source_id=source_id))
    tell(changes, saved, what, scene_id=scene.id)
    return saved
