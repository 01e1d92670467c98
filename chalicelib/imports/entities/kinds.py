"""What differs between sheets of shots, assets and edits: their columns, and where a row's entity lies."""

from collections.abc import Callable
from typing import Any, NamedTuple

from chalicelib.changes import Changes
from chalicelib.entities.creation import rules as creation
from chalicelib.entities.creation.bodies import NewEntity
from chalicelib.entities.entities.records import Entity
from chalicelib.entities.types.records import ASSET, EntityType
from chalicelib.errors import BreaksRule
from chalicelib.imports.entities import rules
from chalicelib.imports.entities.records import World
from chalicelib.imports.rows import Row
from chalicelib.projects.projects.records import projects
from chalicelib.projects.projects.rules import TVSHOW
from chalicelib.projects.settings.rules import keep, using

NAME, TYPE_NAME = 160, 30  # characters at most
MAIN_PACK = ("", "MP")


class Wanted(NamedTuple):
    """What a row says of its entity, every cell of it checked.

    `values` are fields, `data` metadata, as far as the sheet has them. `within` are the names of what it lies below,
    the outermost first, "" for none. `nb_frames` and `frames` are those of a shot.
    """

    name: str
    within: tuple[str, ...]
    values: dict[str, Any]
    data: dict[str, Any]
    nb_frames: int | None = None
    frames: frozenset[str] = frozenset()


class Place(NamedTuple):
    """Where a row's entity lies; `values` are fields that say it, `told` what the event of a new one says of it."""

    entity_type_id: str
    parent_id: str | None
    values: dict[str, Any]
    told: dict[str, Any]


class Kind(NamedTuple):
    """A kind of sheet: its entities, the range in which they and their parents are kept, and its columns.

    complete: whether every row gets the tasks that are missing, at once. assigns: whether it says who does the work.
    tells: whether the event of a change says what was changed. description, nb_frames: those of a new one of which
    nothing is said.
    """

    name: str
    first: str
    last: str
    needed: tuple[str, ...]
    wanted: Callable[[Row, World], Wanted]
    place: Callable[[Changes, World, Wanted], Place]
    complete: bool = False
    assigns: bool = True
    tells: bool = False
    description: str | None = None
    nb_frames: int | None = None


def _is_show(world: World) -> bool:
    return world.project.production_type == TVSHOW


def _described(row: Row) -> dict[str, Any]:
    return {"description": row.cells["Description"]} if "Description" in row.cells else {}


def _metadata(row: Row, world: World) -> dict[str, Any]:
    return rules.metadata(row, world.columns, lambda: world.people)


def _shot(row: Row, world: World) -> Wanted:
    episode = row.needed("Episode", NAME) if _is_show(world) else ""
    within = (episode, row.needed("Sequence", NAME))
    frames = rules.frames(row)
    return Wanted(
        row.needed("Name", NAME), within, _described(row), rules.texts(row) | frames | _metadata(row, world),
        rules.whole_number("Nb Frames", row.text("Nb Frames", "Frames")), frozenset(frames),
    )  # fmt: skip


def _edit(row: Row, world: World) -> Wanted:
    name = row.needed("Name", NAME)
    return Wanted(name, (_episode(row, world),), _described(row), _metadata(row, world))


def _asset(row: Row, world: World) -> Wanted:
    values = _described(row)
    if "Ready for" in row.cells:
        values["ready_for"] = rules.task_type_named("Ready for", row.text("Ready for"), world.all_task_types, "Shot")
    data = {key: text for key, text in rules.texts(row).items() if key == "resolution"}
    episode = _episode(row, world)
    within = (row.needed("Type", TYPE_NAME), *([episode] if "Episode" in row.cells else []))
    return Wanted(row.needed("Name", NAME), within, values, data | _metadata(row, world))


def _episode(row: Row, world: World) -> str:
    """Return the episode that a row names; only shows have some. Raises BreaksRule."""
    episode = row.text("Episode")
    if episode and not _is_show(world):
        raise BreaksRule("Episode: the production has no episodes")
    return episode if episode in MAIN_PACK else row.needed("Episode", NAME)


def _place_of_shot(changes: Changes, world: World, wanted: Wanted) -> Place:
    episode_name, sequence_name = wanted.within
    episode = _got_or_made(changes, world, "Episode", None, episode_name) if episode_name else None
    sequence = _got_or_made(changes, world, "Sequence", episode.id if episode else None, sequence_name)
    return Place(world.type_ids["Shot"], sequence.id, {}, {"episode_id": sequence.parent_id})


def _place_of_edit(changes: Changes, world: World, wanted: Wanted) -> Place:
    name = wanted.within[0]
    episode = _got_or_made(changes, world, "Episode", None, name) if name else None
    parent_id = None if episode is None else episode.id
    return Place(world.type_ids["Edit"], parent_id, {}, {"parent_id": parent_id})


def _place_of_asset(changes: Changes, world: World, wanted: Wanted) -> Place:
    type_id = _asset_type(changes, world, wanted.within[0]).id
    values: dict[str, Any] = {}
    for name in wanted.within[1:]:
        main = name in MAIN_PACK
        values["source_id"] = None if main else _got_or_made(changes, world, "Episode", None, name).id
    return Place(type_id, None, values, {"asset_type": type_id})


def _got_or_made(changes: Changes, world: World, kind: str, parent_id: str | None, name: str) -> Entity:
    type_id = world.type_ids[kind]
    there = world.at((type_id, parent_id, name))
    if there is not None:
        return there
    new = creation.made(kind, type_id, world.project.id, NewEntity(name=name), parent_id=parent_id)
    return creation.added(changes, new)


def _asset_type(changes: Changes, world: World, name: str) -> EntityType:
    """Return the asset type of a name in any case.

    A production that has chosen its types gets one more of the studio's; one that has not may make a new one.
    """
    chosen = world.project.asset_types
    found = next((one for one in world.entity_types.values() if one.name.lower() == name.lower()), None)
    if found is not None and found.kind != ASSET:
        raise BreaksRule(f"Type: {name} is no type of assets")
    if found is None and chosen:
        raise BreaksRule(f"Type: the studio has no type {name}")
    if found is None:
        found = changes.add(EntityType(name=name))
        changes.tell("asset-type:new", asset_type_id=found.id)
    elif chosen and found.id not in chosen:
        project = projects.get(world.project.id)
        keep(changes, project, using(project, "asset_type", [found.id]))
    return found


SHOTS = Kind("Shot", "Episode", "Shot", ("Sequence", "Name"), _shot, _place_of_shot, nb_frames=0)
ASSETS = Kind("Asset", "Asset", "Episode", ("Type", "Name"), _asset, _place_of_asset, complete=True, tells=True)
EDITS = Kind("Edit", "Edit", "Episode", ("Name",), _edit, _place_of_edit, assigns=False, description="")
