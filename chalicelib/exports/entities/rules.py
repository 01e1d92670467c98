"""What the sheets of shots, assets and edits show of each entity, and in which order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from chalicelib.entities.entities.records import rows_of
from chalicelib.projects.descriptors.records import MetadataDescriptor
from chalicelib.projects.descriptors.rules import in_order
from chalicelib.tasks.boards.entries import Kept
from chalicelib.tasks.boards.records import Item
from chalicelib.tasks.tasks.records import ROW_FIELDS
from chalicelib.tasks.types.records import TaskType

TYPE, STATUS, DURATION, ASSIGNEES = (
    ROW_FIELDS.index(name) for name in ("task_type_id", "task_status_id", "duration", "assignees")
)
MINUTES_OF_A_DAY = 60 * 8
MAIN = "main"
Task = list[Any]
Above = Mapping[str, Kept]
_columns_of = msgspec.json.Decoder(Any).decode


class Line(NamedTuple):
    """An entity of a sheet: where it lies, as the sheet's first columns say, its metadata, and its tasks."""

    place: tuple[str, ...]
    kept: Kept
    data: Mapping[str, Any]
    tasks: list[Task]


class Kind(NamedTuple):
    """What differs between the sheets.

    first: the first of the kinds that are read, which are its parents and itself. place: the values of `head`.
    more: the values of `facts`, of an entity and its metadata. of_episode: whether it belongs to an episode, of which
    a set of ids is cast in it.
    """

    name: str
    first: str
    head: tuple[str, ...]
    place: Callable[[Kept, Above, Mapping[str, str]], tuple[str, ...] | None]
    of_episode: Callable[[Kept, Above, str, set[str]], bool]
    facts: tuple[str, ...] = ()
    more: Callable[[Kept, Mapping[str, Any]], tuple[Any, ...]] = lambda _kept, _data: ()


class Asked(NamedTuple):
    """Which entities are wanted: one, those of an episode, or those of which somebody (`own`) has a task."""

    id: str | None = None
    episode_id: str | None = None
    own: str | None = None


def _shot_place(shot: Kept, above: Above, _types: Mapping[str, str]) -> tuple[str, ...] | None:
    sequence = above.get(shot.parent_id or "")
    if sequence is None:
        return None
    episode = above.get(sequence.parent_id or "")
    return (episode.name if episode else "", sequence.name)


def _edit_place(edit: Kept, above: Above, _types: Mapping[str, str]) -> tuple[str, ...]:
    episode = above.get(edit.parent_id or "")
    return (episode.name if episode else "",)


def _asset_place(asset: Kept, _above: Above, types: Mapping[str, str]) -> tuple[str, ...]:
    return (types.get(asset.entity_type_id, ""),)


def _shot_of_episode(shot: Kept, above: Above, episode_id: str, _cast: set[str]) -> bool:
    sequence = above.get(shot.parent_id or "")
    return sequence is not None and sequence.parent_id == episode_id


def _edit_of_episode(edit: Kept, _above: Above, episode_id: str, _cast: set[str]) -> bool:
    return edit.parent_id == (None if episode_id == MAIN else episode_id)


def _asset_of_episode(asset: Kept, _above: Above, episode_id: str, cast: set[str]) -> bool:
    return asset.source_id is None if episode_id == MAIN else asset.source_id == episode_id or asset.id in cast


def _frames(shot: Kept, data: Mapping[str, Any]) -> tuple[Any, ...]:
    return (shot.nb_frames, *(data.get(name) for name in ("frame_in", "frame_out", "fps")))


SHOTS = Kind(
    "Shot", "Episode", ("Episode", "Sequence"), _shot_place, _shot_of_episode,
    ("Frames", "Frame In", "Frame Out", "FPS"), _frames,
)  # fmt: skip
ASSETS = Kind("Asset", "Asset", ("Type",), _asset_place, _asset_of_episode)
EDITS = Kind("Edit", "Edit", ("Episode",), _edit_place, _edit_of_episode)


def lines(kind: Kind, items: Iterable[Item], types: Mapping[str, str], asked: Asked, cast: set[str]) -> list[Line]:
    """Return the lines of a sheet in its order; `types` are the names of entity types by their ids."""
    items = list(items)
    above = {item.kept.id: item.kept for item in items if item.kept.type != kind.name}
    found = []
    for kept, rows in items:
        place = kind.place(kept, above, types) if kept.type == kind.name and asked.id in (None, kept.id) else None
        if place is None or not (asked.episode_id is None or kind.of_episode(kept, above, asked.episode_id, cast)):
            continue
        tasks = rows_of(rows) if rows else []
        if asked.own is not None:
            tasks = [task for task in tasks if asked.own in task[ASSIGNEES]]
        if tasks or asked.own is None:
            data = _columns_of(kept.data)
            found.append(Line(place, kept, data if isinstance(data, dict) else {}, tasks))
    return sorted(found, key=lambda line: (*line.place, line.kept.name))


def blanked(found: Iterable[Line]) -> list[Line]:
    """Return lines as clients get them: they learn neither who does the work nor how long it takes."""
    return [line._replace(tasks=[_blank(task) for task in line.tasks]) for line in found]


def _blank(task: Task) -> Task:
    blank = list(task)
    blank[ASSIGNEES], blank[DURATION] = [], 0
    return blank


def assignees(found: Iterable[Line]) -> set[str]:
    """Return the ids of all who have a task in these lines."""
    return {person_id for line in found for task in line.tasks for person_id in task[ASSIGNEES]}


class Words(NamedTuple):
    """What a sheet calls things: the production, its columns, and by ids task types, statuses and people."""

    project: str
    columns: list[MetadataDescriptor]
    task_types: Mapping[str, TaskType]
    statuses: Mapping[str, str]
    people: Mapping[str, str]


def sheet(kind: Kind, found: list[Line], words: Words) -> Iterator[list[Any]]:
    """Yield the rows of a sheet, first the names of its columns."""
    columns = in_order(column for column in words.columns if column.entity_type == kind.name)
    types = _types_in(found, words.task_types)
    yield [
        "Project", *kind.head, "Name", "Description", "Time Spent", *kind.facts,
        *(column.name for column in columns), *(name for one in types for name in (one.name, "Assignations")),
    ]  # fmt: skip
    for line in found:
        minutes = sum(task[DURATION] for task in line.tasks)
        yield [
            words.project, *line.place, line.kept.name, line.kept.description, f"{minutes / MINUTES_OF_A_DAY:.2f}",
            *kind.more(line.kept, line.data), *(_cell(column, line.data) for column in columns),
            *_work(line, types, words),
        ]  # fmt: skip


def _types_in(found: Iterable[Line], known: Mapping[str, TaskType]) -> list[TaskType]:
    """Return the types of the tasks that are there, by priority and name."""
    ids = {task[TYPE] for line in found for task in line.tasks}
    return sorted((known[one] for one in ids if one in known), key=lambda one: (one.priority or 0, one.name))


def _work(line: Line, types: Iterable[TaskType], words: Words) -> Iterator[str]:
    """Yield status and people for each type; of two tasks of a type the older one counts."""
    tasks = {task[TYPE]: task for task in reversed(line.tasks)}
    for one in types:
        task = tasks.get(one.id)
        yield "" if task is None else words.statuses.get(task[STATUS], "")
        yield "" if task is None else ",".join(words.people.get(person_id, "") for person_id in task[ASSIGNEES])


def _cell(column: MetadataDescriptor, data: Mapping[str, Any]) -> Any:
    """Return what a column holds; what is no text or number is written as JSON."""
    value = data.get(column.field_name)
    if column.data_type == "boolean":
        return "true" if str(value).lower() == "true" else "false"
    if isinstance(value, (dict, list, bool)):
        return msgspec.json.encode(value).decode()
    return value
