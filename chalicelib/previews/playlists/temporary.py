"""A playlist of the moment: the latest previews of some tasks and entities, stored nowhere."""

from collections.abc import Callable
from typing import Any, NamedTuple

from chalicelib.access import Actor, Production
from chalicelib.entities.access import entity_access
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.entities.types.records import ASSET, entity_types
from chalicelib.errors import Forbidden, NotFound
from chalicelib.previews.files.found import OfEntity, of_entitys_tasks
from chalicelib.previews.files.rules import grouped
from chalicelib.projects.projects.records import Project
from chalicelib.store import each, gather
from chalicelib.tasks.tasks.records import Task, tasks

Shown = dict[str, Any]
OF_PREVIEW = ("extension", "width", "height", "duration", "revision", "status", "annotations")


class Above(NamedTuple):
    """The names and ids of what an entity lies in, "" for what it doesn't."""

    parent_name: str = ""
    episode_id: str = ""
    episode_name: str = ""
    sequence_id: str = ""
    sequence_name: str = ""
    asset_type_id: str = ""
    asset_type_name: str = ""


def entries(by: Actor, project: Project, task_ids: list[str], entity_ids: list[str], *, in_order: bool) -> list[Shown]:
    """Return the entries of tasks, and of entities by the task of theirs that was commented on last.

    Raises NotFound, Forbidden. Costs at most nine trips, however many.
    """
    chosen = tasks.many(task_ids)
    wanted = [chosen[task_id].entity_id for task_id in chosen] + entity_ids
    around = entities.many(dict.fromkeys(wanted))
    _check(by, project, task_ids, [*chosen], around, wanted)
    found, above = gather(
        lambda: dict(zip(around, each(lambda one: of_entitys_tasks(project.id, one), around), strict=True)),
        lambda: above_of(list(around.values())),
    )
    last = [task for one in entity_ids if (task := last_commented(found[one])) is not None]
    shown = [
        _entry(task, around[task.entity_id], found[task.entity_id], above, project)
        for task in [*chosen.values(), *last]
    ]
    return sorted(shown, key=_place) if in_order else shown


def _check(
    by: Actor, project: Project, task_ids: list[str], tasks_there: list[str], around: dict[str, Entity],
    wanted: list[str],
) -> None:  # fmt: skip
    """Refuse what isn't there, and what the caller may not see. Raises NotFound, Forbidden."""
    missing = [one for one in task_ids if one not in tasks_there] + [
        one for one in wanted if one not in around or around[one].project_id != project.id
    ]
    if missing:
        raise NotFound(f"the production has no {missing[0]}")
    if not all(entity_access(by, Production(project.id), entity) for entity in around.values()):
        raise Forbidden("you may not see all of these")


def last_commented(found: OfEntity) -> Task | None:
    """Return the task with previews that was commented on last, None where there is none."""
    published = {preview.task_id for preview in found.previews}
    able = [task for task in found.tasks.values() if task.id in published and task.last_comment_date is not None]
    return max(able, key=_commented, default=None)


def _commented(task: Task) -> tuple[str, str]:
    return task.last_comment_date.isoformat() if task.last_comment_date else "", task.id


def _entry(task: Task, entity: Entity, found: OfEntity, above: dict[str, Above], project: Project) -> Shown:
    """Return the entry of a task: the latest of its type, else of the first type of the production that has one."""
    revisions = grouped(found.previews, found.tasks)
    shown: Shown = {"id": entity.id, "name": entity.name, "preview_file_task_id": task.id} | above[entity.id]._asdict()
    first = next((revisions[one][0] for one in (task.task_type_id, *project.task_types) if revisions.get(one)), None)
    if first is not None:
        shown |= {f"preview_file_{name}": first[name] for name in OF_PREVIEW}
        shown |= {"preview_file_id": first["id"], "preview_file_previews": first["previews"]}
        shown["preview_file_annotations"] = first["annotations"] or []
    return shown | {"preview_files": revisions}


def _place(shown: Shown) -> tuple[str, ...]:
    return tuple(shown[name] for name in ("episode_name", "sequence_name", "asset_type_name", "name"))


def above_of(found: list[Entity]) -> dict[str, Above]:
    """Return what entities lie in. Costs a Query, and two trips twice."""
    parents, types = gather(lambda: entities.many({one.parent_id for one in found if one.parent_id}), entity_types.all)
    over = entities.many({one.parent_id for one in parents.values() if one.parent_id})
    names = {one.id: one.name for one in types}
    return {one.id: _above(one, (parents | over).get, names) for one in found}


def _above(entity: Entity, get: Callable[[str], Entity | None], names: dict[str, str]) -> Above:
    if entity.type == ASSET:
        name = names.get(entity.entity_type_id, "")
        return Above(parent_name=name, asset_type_id=entity.entity_type_id, asset_type_name=name)
    parent = get(entity.parent_id or "")
    if parent is None:
        return Above()
    if parent.type == "Episode":
        return Above(parent_name=parent.name, episode_id=parent.id, episode_name=parent.name)
    episode = get(parent.parent_id or "")
    of_episode = (episode.id, episode.name) if episode else ("", "")
    return Above(parent.name, *of_episode, parent.id, parent.name)
