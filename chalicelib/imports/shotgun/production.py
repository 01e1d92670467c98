"""Brings over what is made in another tracker: entities and their casting, tasks, versions, notes."""

import functools
from typing import Any

from msgspec.structs import replace

from chalicelib.changes import Changes
from chalicelib.entities.casting.records import EntityLink, of_place
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.entities.types.records import ASSET, EntityType, entity_types, id_of
from chalicelib.imports.shotgun import rules, values
from chalicelib.imports.shotgun.copying import fitted
from chalicelib.imports.shotgun.records import TrackerNumber, came_from, record_of
from chalicelib.imports.shotgun.rules import Values, number
from chalicelib.people.persons.records import persons
from chalicelib.previews.files.records import PreviewFile, preview_files
from chalicelib.projects.projects.records import Project, projects
from chalicelib.store.records import made
from chalicelib.tasks.comments.records import Comment, comments
from chalicelib.tasks.statuses.records import task_statuses
from chalicelib.tasks.tasks.records import Task, tasks
from chalicelib.tasks.types.records import task_types

TASK, VERSION, NOTE = "Task", "Version", "Note"


def _kept(changes: Changes, record_type: Any, kind: str, old: Any, given: Values, parent: Any = None) -> Any:
    """Add a record of these values and remember its number, or give them to the one that is here."""
    fitting = fitted(record_type, given)
    if old is not None:
        return changes.save(replace(old, **fitting))
    record = changes.add(made(record_type, fitting), under=parent)
    known = came_from(kind, [given["shotgun_id"]]).get(given["shotgun_id"])
    if known is None:
        changes.add(TrackerNumber(kind=kind, shotgun_id=given["shotgun_id"], record_id=record.id))
    else:
        changes.save(replace(known, record_id=record.id))
    return record


def entity(kind: str, changes: Changes, entry: Values) -> Entity | None:
    """Make or change an entity of a built-in kind, in the production of its name."""
    project, given = _project_named(entry), values.named(entry)
    if project is None or given is None:
        return None
    old = record_of(entities, kind, entry["id"])
    parent = record_of(entities, "Episode" if kind == "Sequence" else "Sequence", values.above(kind, entry))
    given |= {"shotgun_id": entry["id"], "parent_id": parent.id if parent else None}
    if kind == "Shot":
        scene = record_of(entities, "Scene", number(entry.get("sg_scene")))
        given |= {"source_id": scene.id if scene else None, "data": values.frames(entry, old.data if old else None)}
    place = _kept(changes, Entity, kind, old, given | _fixed(changes, old, kind, project, id_of(kind)))
    cast = values.numbers(entry, "assets")
    if cast is not None:
        _cast(changes, place, cast)
    return place  # type: ignore[no-any-return]


def _project_named(entry: Values) -> Project | None:
    found = entry.get("project")
    name = found.get("name") if isinstance(found, dict) else None
    return projects.held("name", name) if isinstance(name, str) else None


def _fixed(changes: Changes, old: Entity | None, kind: str, project: Project, type_id: str) -> Values:
    """Return what a new entity is, and stays."""
    if old is not None:
        return {}
    return {"type": kind, "project_id": project.id, "entity_type_id": type_id, "created_by": changes.by}


def _cast(changes: Changes, place: Entity, numbers: list[int]) -> None:
    """Make these assets the whole casting of a place; those that are cast there stay as they are."""
    ids = {one.record_id for one in came_from(ASSET, numbers).values()}
    wanted = set(entities.many(ids))
    there = {link.entity_out_id: link for link in of_place(place.project_id, place.id)}
    for asset_id in there.keys() - wanted:
        changes.remove(there[asset_id])
    for asset_id in sorted(wanted - there.keys()):
        _link(changes, place, asset_id)


def _link(changes: Changes, place: Entity, asset_id: str) -> None:
    link = EntityLink(entity_in_id=place.id, entity_out_id=asset_id, production_id=place.project_id)
    changes.add(link, under=place)


def asset(changes: Changes, entry: Values) -> Entity | None:
    """Make or change an asset, and cast it in the assets that are its parents; one without a type is passed over."""
    project = rules.numbered(projects.all(), number(entry.get("project")))
    given, name = values.named(entry), entry.get("sg_asset_type")
    if project is None or given is None or not isinstance(name, str) or not name:
        return None
    kind = entity_types.held("name", name.lower()) or changes.add(EntityType(name=name))
    old = record_of(entities, ASSET, entry["id"])
    given |= {"shotgun_id": entry["id"], "entity_type_id": kind.id}
    made_one: Entity = _kept(changes, Entity, ASSET, old, _fixed(changes, old, ASSET, project, kind.id) | given)
    for one in came_from(ASSET, values.numbers(entry, "parents") or []).values():
        place = entities.find(one.record_id)
        if place is not None and made_one.id not in {link.entity_out_id for link in of_place(project.id, place.id)}:
            _link(changes, place, made_one.id)
    return made_one


def task(changes: Changes, entry: Values) -> Task | None:
    """Make or change a task; one without a step, production or entity, or for an unknown person, is passed over."""
    of = entry.get("entity")
    place = record_of(entities, str(of.get("type")), number(of)) if isinstance(of, dict) else None
    step = rules.numbered(task_types.all(), number(entry.get("step")))
    project = rules.numbered(projects.all(), number(entry.get("project")))
    people = persons.all()
    takers = [rules.numbered(people, one) for one in values.numbers(entry, "task_assignees") or []]
    if step is None or project is None or place is None or place.project_id != project.id or None in takers:
        return None
    status = task_statuses.held("short_name", str(entry.get("sg_status_list")))
    giver = rules.numbered(people, number(entry.get("created_by")))
    given = values.task(entry) | {
        "shotgun_id": entry["id"], "task_type_id": step.id, "assigner_id": giver.id if giver else None,
        "task_status_id": status.id if status else None, "assignees": [one.id for one in takers if one is not None],
    }  # fmt: skip
    old = record_of(tasks, TASK, entry["id"])
    fixed = {} if old else {"project_id": project.id, "entity_id": place.id}
    return _kept(changes, Task, TASK, old, given | fixed, place)  # type: ignore[no-any-return]


def version(changes: Changes, entry: Values) -> PreviewFile | None:
    """Make or change a preview of a task; a version without one is passed over."""
    of = record_of(tasks, TASK, number(entry.get("sg_task")))
    if of is None:
        return None
    author = rules.numbered(persons.all(), number(entry.get("user")))
    given = values.version(entry) | {"shotgun_id": entry["id"], "person_id": author.id if author else None}
    old = record_of(preview_files, VERSION, entry["id"])
    fixed = {} if old else {"task_id": of.id}
    return _kept(changes, PreviewFile, VERSION, old, given | fixed, of)  # type: ignore[no-any-return]


def note(changes: Changes, entry: Values) -> Comment | None:
    """Make or change a comment on the first of a note's tasks; a note without one is passed over."""
    of = record_of(tasks, TASK, next(iter(values.numbers(entry, "tasks") or []), None))
    author = rules.numbered(persons.all(), number(entry.get("user")))
    if of is None or author is None:
        return None
    given = values.note(entry) | {"shotgun_id": entry["id"], "person_id": author.id}
    old = record_of(comments, NOTE, entry["id"])
    fixed = {} if old else {"object_id": of.id, "project_id": of.project_id}
    return _kept(changes, Comment, NOTE, old, given | fixed, of)  # type: ignore[no-any-return]


episode, sequence, scene, shot = (functools.partial(entity, kind) for kind in ("Episode", "Sequence", "Scene", "Shot"))
