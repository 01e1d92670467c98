"""Lists of entities of one kind, of a production, below a parent, or everywhere; and single places."""

from collections.abc import Callable
from typing import Annotated, Any

from msgspec import Struct

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.entities.access import entity_access, hidden_from
from chalicelib.entities.entities.records import Entity, Episode, Scene, Sequence, entities, of_kind
from chalicelib.entities.entities.views import plain, whole_list
from chalicelib.entities.lists import found
from chalicelib.entities.lists.found import Entry
from chalicelib.entities.lists.kinds import ASSETS, CONCEPTS, EDITS, EPISODES, SCENES, SEQUENCES, SHOTS, Kind
from chalicelib.entities.types.records import EntityType
from chalicelib.errors import NotFound
from chalicelib.projects.projects.records import Project
from chalicelib.store import gather
from chalicelib.store.ids import well_formed
from chalicelib.web.filters import Query, is_true
from chalicelib.web.queries import Relations
from chalicelib.web.routes import Routes

routes = Routes(__name__)

EVERYWHERE = {
    "assets": ASSETS, "assets/all": ASSETS, "shots": SHOTS, "shots/all": SHOTS, "sequences": SEQUENCES,
    "episodes": EPISODES, "scenes/all": SCENES, "edits": EDITS, "edits/all": EDITS, "concepts": CONCEPTS,
}  # fmt: skip
OF_PRODUCTION = {
    "assets": (ASSETS, access.team), "shots": (SHOTS, access.team), "sequences": (SEQUENCES, access.team),
    "episodes": (EPISODES, access.team), "scenes": (SCENES, access.team), "edits": (EDITS, access.team),
    "concepts": (CONCEPTS, access.studio_team),
}  # fmt: skip


class InEpisode(Struct):
    """The episode whose entities are listed; "main": those of none, "all": every one."""

    episode_id: str | None = None


class InSequence(Struct):
    """The sequence whose entities are listed; "all": every one."""

    sequence_id: str | None = None


class Whole(Struct):
    """Nothing that a list could be narrowed by."""


PARENTS: dict[str, tuple[type[Struct], ...]] = {"": (), "episode_id": (InEpisode,), "sequence_id": (InSequence,)}


def _everywhere(kind: Kind, name: str) -> Callable[..., list[Entry]]:
    def answer(by: Actor, query: Query) -> list[Entry]:
        return found.everywhere(by, kind, query)

    answer.__annotations__["query"] = Annotated[Query, Entity, *PARENTS[kind.parent]]
    answer.__name__ = name.replace("/", "_")
    return answer


def _of_production(kind: Kind, name: str) -> Callable[..., list[Entry]]:
    def answer(project: Project, by: Actor, query: Query) -> list[Entry]:
        return found.of_production(by, project.id, kind, query)

    # Of these only assets are filtered, as the contract has it: clients read the other lists whole.
    answer.__annotations__["query"] = Annotated[Query, Entity if kind == ASSETS else Whole]
    answer.__name__ = f"{name}_of_production"
    return answer


# Which production counts, the query string says in several ways: found.everywhere judges the caller on it.
for _name, _kind in EVERYWHERE.items():
    routes.get(f"/data/{_name}", allow=access.signed_in, shows=list[Entity])(_everywhere(_kind, _name))
for _name, (_kind, _allow) in OF_PRODUCTION.items():
    routes.get(f"/data/projects/{{project_id}}/{_name}", allow=_allow, shows=list[Entity])(_of_production(_kind, _name))


@routes.get("/data/projects/{project_id}/asset-types/{asset_type_id}/assets", allow=access.team, shows=list[Entity])
def assets_of_type(project: Project, asset_type: EntityType, by: Actor, query: Annotated[Query, Entity]) -> list[Entry]:
    """A production's assets of one type."""
    of_type = query | {"entity_type_id": [asset_type.id]}
    return found.of_production(by, project.id, ASSETS, of_type)


@routes.get("/data/sequences/{entity_id}/shots", allow=access.team, shows=list[Entity])
def shots_of_sequence(entity: Sequence, by: Actor, query: Annotated[Query, Entity]) -> list[Entry]:
    """A sequence's shots; a vendor's are those with a task of theirs."""
    return found.everywhere(by, SHOTS, query | {"sequence_id": [entity.id]})


@routes.get("/data/sequences/{entity_id}/scenes", allow=entity_access, shows=list[Entity])
def scenes_of_sequence(entity: Sequence, by: Actor) -> list[Entry]:
    """A sequence's scenes."""
    return _below(by, entity, "Scene")


def below_an_episode(by: Actor, production: Production) -> bool:
    """Allow the team; what is asked of an episode that is none has no production, and nothing to show."""
    return not production or by.on_team(production)


@routes.get("/data/episodes/{episode_id}/sequences", allow=below_an_episode, shows=list[Entity])
def sequences_of_episode(
    episode: Episode | None, episode_id: str, by: Actor, query: Annotated[Query, Entity]
) -> list[Entry]:
    """An episode's sequences; of what is no id at all, none."""
    if episode is None:
        if well_formed(episode_id):
            raise NotFound(f"there is no episode {episode_id}")
        return []
    below = query | {"parent_id": [episode.id]}
    return found.of_production(by, episode.project_id, SEQUENCES, below)


@routes.get("/data/episodes/{entity_id}/shots", allow=entity_access, shows=list[Entity])
def shots_of_episode(entity: Episode, by: Actor, query: Annotated[Query, Relations]) -> list[Entry]:
    """The shots of an episode's sequences."""
    sequences, shots = gather(
        lambda: of_kind(entity.project_id, "Sequence"), lambda: of_kind(entity.project_id, "Shot")
    )
    own = {sequence.id for sequence in sequences if sequence.parent_id == entity.id}
    return _shown(by, entity, [shot for shot in shots if shot.parent_id in own], query)


@routes.get("/data/episodes/{entity_id}/edits", allow=entity_access, shows=list[Entity])
def edits_of_episode(entity: Episode, by: Actor) -> list[Entry]:
    """An episode's edits."""
    return _below(by, entity, "Edit")


def _below(by: Actor, parent: Entity, kind: str) -> list[Entry]:
    below = [one for one in of_kind(parent.project_id, kind) if one.parent_id == parent.id]
    hidden = hidden_from(by, parent.project_id)
    return [plain(one, hidden) for one in sorted(below, key=lambda one: one.name)]


def _shown(by: Actor, parent: Entity, below: list[Entity], query: Query) -> list[Entry]:
    hidden = hidden_from(by, parent.project_id)
    below.sort(key=lambda one: one.name)
    if is_true(query, "relations"):
        return whole_list(below, hidden)
    return [plain(one, hidden) for one in below]


@routes.get("/data/sequences/{entity_id}", allow=entity_access, shows=Entity)
def sequence(entity: Sequence, parent: Entity | None, project: Project, by: Actor) -> Entry:
    """One sequence, with its episode's name if it has one."""
    return plain(entity, hidden_from(by, project.id), project_name=project.name, **_episode(parent))


@routes.get("/data/episodes/{entity_id}", allow=entity_access, shows=Entity)
def episode(entity: Episode, project: Project, by: Actor) -> Entry:
    """One episode."""
    return plain(entity, hidden_from(by, project.id), project_name=project.name)


@routes.get("/data/scenes/{entity_id}", allow=entity_access, shows=Entity)
def scene(entity: Scene, parent: Entity | None, project: Project, by: Actor) -> Entry:
    """One scene, with the names of its sequence and episode if it has them."""
    named: dict[str, Any] = {"project_name": project.name}
    if parent is not None:
        above = entities.find(parent.parent_id) if parent.parent_id else None
        named |= {"sequence_id": parent.id, "sequence_name": parent.name} | _episode(above)
    return plain(entity, hidden_from(by, project.id), **named)


def _episode(episode: Entity | None) -> dict[str, Any]:
    return {} if episode is None else {"episode_id": episode.id, "episode_name": episode.name}
