"""Finds by their names what a path belongs to: each name is looked up below what was found before it."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from chalicelib.entities.entities.records import Entity
from chalicelib.entities.instances.records import AssetInstance
from chalicelib.entities.types.records import EntityType
from chalicelib.files.guessing.rules import Guess
from chalicelib.files.output_types.records import OutputType
from chalicelib.people.departments.records import Department
from chalicelib.projects.projects.records import Project
from chalicelib.tasks.tasks.records import Task
from chalicelib.tasks.types.records import TaskType

Found = dict[str, str]


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What a path may name: a production with what is in it, and the studio's types."""

    project: Project
    entities: list[Entity] = []
    tasks: list[Task] = []
    instances: list[AssetInstance] = []
    entity_types: list[EntityType] = []
    departments: list[Department] = []
    task_types: list[TaskType] = []
    output_types: list[OutputType] = []


def identified(guess: Guess, known: Known) -> Found:
    """Return the ids of what a path names, from left to right, until the first name that nobody has."""
    found: Found = {}
    for variable, text in guess.texts:
        value = FINDERS[variable](known, found, text) if variable in FINDERS else None
        if value is None:
            break
        found[variable] = value
    return {"Template": guess.kind, **found}


def _named(records: Iterable[Any], text: str) -> str | None:
    wanted = text.casefold()
    return next((str(one.id) for one in records if (one.name or "").casefold() == wanted), None)


def _project(known: Known, _found: Found, text: str) -> str | None:
    return _named([known.project], text)


def _asset(known: Known, found: Found, text: str) -> str | None:
    type_id = found.get("AssetType")
    assets = (one for one in known.entities if one.type == "Asset")
    return _named((one for one in assets if type_id in (None, one.entity_type_id)), text)


def _below(kind: str, parent: str) -> Callable[[Known, Found, str], str | None]:
    """Return the finder of a kind of entities, below the one of the parent's kind if that was found before."""

    def find(known: Known, found: Found, text: str) -> str | None:
        parent_id = found.get(parent)
        of_kind = (one for one in known.entities if one.type == kind)
        return _named((one for one in of_kind if parent_id in (None, one.parent_id)), text)

    return find


def _shot(known: Known, found: Found, text: str) -> str | None:
    return _below("Shot", "Sequence")(known, found, text) if "Sequence" in found else None


def _temporal(known: Known, found: Found, text: str) -> str | None:
    type_id = found.get("TemporalEntityType")
    return _named((one for one in known.entities if one.entity_type_id == type_id), text)


def _task(known: Known, found: Found, text: str) -> str | None:
    type_id, places = found.get("TaskType"), {found.get(kind) for kind in ("Scene", "Asset", "Shot")}
    return _named((one for one in known.tasks if one.task_type_id == type_id and one.entity_id in places), text)


def _instance(known: Known, found: Found, text: str) -> str | None:
    return _named(known.instances, text) if "Episode" in found else None


def _version(_known: Known, _found: Found, text: str) -> str | None:
    try:
        return str(int(text))
    except ValueError:
        return None


def _text(_known: Known, _found: Found, text: str) -> str | None:
    return text


def _of(field: str) -> Callable[[Known, Found, str], str | None]:
    return lambda known, _found, text: _named(getattr(known, field), text)


FINDERS: dict[str, Callable[[Known, Found, str], str | None]] = {
    "Project": _project,
    "AssetType": _of("entity_types"),
    "TemporalEntityType": _of("entity_types"),
    "Department": _of("departments"),
    "TaskType": _of("task_types"),
    "OutputType": _of("output_types"),
    "Asset": _asset,
    "Episode": _below("Episode", ""),
    "Sequence": _below("Sequence", "Episode"),
    "Scene": _below("Scene", "Sequence"),
    "Shot": _shot,
    "TemporalEntity": _temporal,
    "Task": _task,
    "Instance": _instance,
    "Name": _text,
    "Representation": _text,
    "Version": _version,
}
