"""Operations of schedule items: an administrator's plain ones, and the bars of a production's schedule."""

import datetime as dt
from typing import Annotated

from msgspec import Struct

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.entities.records import of_kind
from chalicelib.entities.types.records import ASSET, entity_types
from chalicelib.errors import BreaksRule
from chalicelib.planning import parents
from chalicelib.planning.access import planning
from chalicelib.planning.rows import types_of_tasks
from chalicelib.planning.schedule_items import rules
from chalicelib.planning.schedule_items.made import items_at
from chalicelib.planning.schedule_items.records import TAKEN, ScheduleItem, place_of, schedule_items
from chalicelib.projects.projects.records import Project
from chalicelib.refs import EntityId
from chalicelib.store import gather
from chalicelib.tasks.types.records import TaskType, task_types
from chalicelib.web.answers import list_of, part_of
from chalicelib.web.filters import Query, asked_id, cut
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, Values, table

routes = Routes(__name__)

SCHEDULE = "/data/projects/{project_id}/schedule-items"
BRIEF = frozenset(ScheduleItem.__struct_fields__) - {"created_at", "updated_at"}
IN_SHORT = part_of(ScheduleItem, BRIEF, "ScheduleItemInShort")
NAMED = part_of(ScheduleItem, BRIEF, "NamedScheduleItem", name=str)


class InEpisode(Struct):
    """The episode to which a list is narrowed; an empty one is none."""

    episode_id: EntityId | None = None


Narrowed = Annotated[Query, InEpisode]


def _prepare(_changes: Changes, _by: Actor, values: Values, old: ScheduleItem | None) -> Values:
    return rules.checked(values, is_new=old is None)


def _added(_changes: Changes, _by: Actor, item: ScheduleItem) -> ScheduleItem:
    if schedule_items.held("place", place_of(item)) is not None:
        raise BreaksRule(TAKEN)
    return item


table(
    routes, "/data/schedule-items", schedule_items, read=access.admin, write=access.manager, change=planning,
    parents=parents.productions, kept=["project_id"], hooks=Hooks(prepare=_prepare, added=_added),
)  # fmt: skip


@routes.get(SCHEDULE, allow=access.studio_team, shows=list[ScheduleItem])
def of_production(project: Project) -> list[Values]:
    """All items of the production."""
    return [cut(item, relations=False, shown=None) for item in schedule_items.within(project.id)]


@routes.get(f"{SCHEDULE}/task-types", allow=access.team_but_vendors, shows=list_of(IN_SHORT))
def of_task_types(project: Project, by: Actor) -> list[Values]:
    """The items of whole task types, the first to begin first."""
    types, in_use = gather(task_types.all, lambda: set(types_of_tasks(project.id).values()))
    places = [(type_id, None) for type_id in rules.scheduled_types(project, types, in_use)]
    found = items_at(project.id, places, by.id)
    return [_brief(item) for item in sorted(found, key=lambda item: item.start_date or dt.date.max)]


@routes.get(
    f"{SCHEDULE}/{{task_type_id}}/asset-types", allow=access.team_but_vendors, malformed=400, shows=list_of(NAMED)
)
def of_asset_types(project: Project, task_type: TaskType | None, by: Actor, query: Narrowed) -> list[Values]:
    """A task type's items of the types of assets, by name."""
    types, assets = gather(entity_types.all, lambda: of_kind(project.id, ASSET))
    return _named(project, task_type, by, rules.asset_types(types, assets, _episode(query)))


@routes.get(
    f"{SCHEDULE}/{{task_type_id}}/sequences", allow=access.team_but_vendors, malformed=400, shows=list_of(NAMED)
)
def of_sequences(project: Project, task_type: TaskType | None, by: Actor, query: Narrowed) -> list[Values]:
    """A task type's items of sequences, by name."""
    return _named(project, task_type, by, rules.below(of_kind(project.id, "Sequence"), _episode(query)))


@routes.get(f"{SCHEDULE}/{{task_type_id}}/episodes", allow=access.team_but_vendors, malformed=400, shows=list_of(NAMED))
def of_episodes(project: Project, task_type: TaskType | None, by: Actor, query: Narrowed) -> list[Values]:
    """A task type's items of episodes, by name."""
    return _named(project, task_type, by, rules.episodes(of_kind(project.id, "Episode"), _episode(query)))


@routes.get(f"{SCHEDULE}/{{task_type_id}}/edits", allow=access.team_but_vendors, malformed=400, shows=list_of(NAMED))
def of_edits(project: Project, task_type: TaskType | None, by: Actor, query: Narrowed) -> list[Values]:
    """A task type's items of edits, by name."""
    return _named(project, task_type, by, rules.below(of_kind(project.id, "Edit"), _episode(query)))


def _episode(query: Query) -> str | None:
    """Return the episode to which a list is narrowed; an empty one is none."""
    return asked_id(query, "episode_id") if query.get("episode_id", [""])[0] else None


def _named(project: Project, task_type: TaskType | None, by: Actor, names: rules.Names) -> list[Values]:
    if task_type is None:
        raise BreaksRule("there is no such task type")
    in_order = sorted(names, key=lambda object_id: names[object_id])
    found = items_at(project.id, [(task_type.id, object_id) for object_id in in_order], by.id)
    return [_brief(item) | {"name": names[object_id]} for object_id, item in zip(in_order, found, strict=True)]


def _brief(item: ScheduleItem) -> Values:
    return cut(item, relations=False, shown=BRIEF)
