"""The operations that remove entities."""

from typing import Annotated, Any

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.changes import Changes
from chalicelib.entities.access import creator_or_manager
from chalicelib.entities.entities.records import Asset, Concept, Edit, Entity, Episode, Scene, Sequence, Shot, entities
from chalicelib.errors import Forbidden
from chalicelib.projects.projects.records import Project
from chalicelib.removal.entities import rules
from chalicelib.removal.entities.parts import cancel_entities, has_tasks, remove_entities
from chalicelib.web.filters import Query, is_true
from chalicelib.web.queries import Force
from chalicelib.web.routes import Routes

routes = Routes(__name__)
Forced = Annotated[Query, Force]


@routes.delete("/data/assets/{entity_id}", allow=creator_or_manager)
def asset(entity: Asset, by: Actor, query: Forced) -> None:
    """Cancel an asset with tasks; remove it when it has none, or when it is forced."""
    _remove(entity, by, query)


@routes.delete("/data/shots/{entity_id}", allow=creator_or_manager)
def shot(entity: Shot, by: Actor, query: Forced) -> None:
    """Cancel a shot with tasks; remove it when it has none, or when it is forced."""
    _remove(entity, by, query)


@routes.delete("/data/edits/{entity_id}", allow=creator_or_manager)
def edit(entity: Edit, by: Actor, query: Forced) -> None:
    """Cancel an edit with tasks; remove it when it has none, or when it is forced."""
    _remove(entity, by, query)


@routes.delete("/data/concepts/{entity_id}", allow=creator_or_manager)
def concept(entity: Concept, by: Actor, query: Forced) -> None:
    """Cancel a concept with tasks; remove it when it has none, or when it is forced."""
    _remove(entity, by, query)


@routes.delete("/data/sequences/{entity_id}", allow=creator_or_manager)
def sequence(entity: Sequence, by: Actor, query: Forced) -> None:
    """Remove a sequence; one that holds something only when it is forced, and all of it goes."""
    _remove_whole(entity, by, query)


@routes.delete("/data/episodes/{entity_id}", allow=creator_or_manager)
def episode(entity: Episode, by: Actor, query: Forced) -> None:
    """Remove an episode; one that holds something only when it is forced, and all of it goes."""
    _remove_whole(entity, by, query)


@routes.delete("/data/scenes/{entity_id}", allow=creator_or_manager)
def scene(entity: Scene, by: Actor, changes: Changes) -> None:
    """Remove a scene; one that is referred to is cancelled."""
    if has_tasks(entity) or rules.is_referred_to(entity, entities.within(entity.project_id)):
        rules.cancel(changes, entity, "delete")
    else:
        remove_entities([entity], by.id)


@routes.post("/actions/projects/{project_id}/delete-entities", allow=access.team, status=200)
def several(project: Project, body: Any, by: Actor, query: Forced) -> list[str]:
    """Remove or cancel assets, shots, edits and concepts of a production; others are passed over."""
    force = is_true(query, "force")
    found = entities.many(rules.ids_sent(body)).values()
    own = [one for one in found if one.project_id == project.id and one.type in rules.REMOVABLE_TOGETHER]
    if not all(creator_or_manager(by, Production(project.id), one) for one in own):
        raise Forbidden("only managers and their makers may remove these")
    gone = [one for one in own if rules.goes_with_others(one, has_tasks=has_tasks(one), force=force)]
    kept = [one for one in own if one not in gone]
    cancel_entities(kept, by.id)
    remove_entities(gone, by.id)
    return [one.id for one in own]


def _remove(entity: Entity, by: Actor, query: Forced) -> None:
    if rules.goes_for_good(has_tasks=has_tasks(entity), force=is_true(query, "force")):
        remove_entities([entity], by.id)
    else:
        cancel_entities([entity], by.id)


def _remove_whole(entity: Entity, by: Actor, query: Forced) -> None:
    held = rules.below(entity, entities.within(entity.project_id))
    holds = bool(held) or has_tasks(entity)
    rules.check_empty(entity, holds=holds, force=is_true(query, "force"))
    remove_entities([*reversed(held), entity], by.id)
