"""The boards code that the pages propose: what is kept in one Query chain becomes the answer, in every form.

An item is (sort key, the entity's record, its tasks' compact rows), the last two as the JSON that is stored.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw, Struct

from world import TASK_FIELDS

Item = tuple[str, str, str]
TasksOf = Callable[..., Any]  # only the comparison of layouts passes another one than `tasks_of`

encoder = msgspec.json.Encoder()
rows_of = msgspec.json.Decoder(list[list]).decode
columns_of = msgspec.json.Decoder(dict[str, Any]).decode


class Caller(NamedTuple):
    """What makes a board differ from person to person."""

    subscribed: frozenset[str] = frozenset()  # ids of tasks
    masked: bool = False  # a client: figures and dates are blank
    only: frozenset[str] | None = None  # a vendor: ids of their tasks
    hidden: frozenset[str] = frozenset()  # a vendor: metadata of departments that are not theirs


class Entity(Struct, gc=False):
    """What a board shows of an entity's record; `data` is passed on unread."""

    id: str
    name: str
    entity_type_id: str
    project_id: str
    canceled: bool
    description: str | None
    nb_frames: int | None
    parent_id: str | None
    source_id: str | None
    preview_file_id: str | None
    nb_entities_out: int
    is_casting_standby: bool
    data: Raw


class Frames(Struct, gc=False):
    """The three columns of metadata that a shot's row repeats."""

    fps: Any = None
    frame_in: Any = None
    frame_out: Any = None


class Shot(Struct, gc=False):
    """A shot as the board answers it; the order is the contract's `shot_fields`."""

    canceled: bool
    data: Raw | dict[str, Any]
    description: str | None
    entity_type_id: str
    episode_id: str | None
    episode_name: str
    fps: Any
    frame_in: Any
    frame_out: Any
    id: str
    name: str
    nb_frames: int | None
    parent_id: str | None
    preview_file_id: str | None
    project_id: str
    project_name: str
    sequence_id: str
    sequence_name: str
    source_id: str | None
    nb_entities_out: int
    is_casting_standby: bool
    type: str
    tasks: Any


class ShotRow(Shot, array_like=True, gc=False):
    """The same as a list of values."""


# One positional object a task: half the time of dict(zip(...)), for the names are encoded from the class.
Task = msgspec.defstruct("Task", [(field, Any) for field in TASK_FIELDS], gc=False)

entity_of = msgspec.json.Decoder(Entity).decode
frames_of = msgspec.json.Decoder(Frames | None).decode

SUBSCRIBED = TASK_FIELDS.index("is_subscribed")
BLANK_FOR_CLIENTS = [
    (TASK_FIELDS.index(field), blank)
    for fields, blank in (
        (
            ("difficulty", "start_date", "due_date", "end_date", "done_date", "real_start_date", "last_comment_date"),
            None,
        ),
        (("duration", "estimation", "priority", "retake_count", "nb_assets_ready", "nb_drawings"), 0),
    )
    for field in fields
] + [(TASK_FIELDS.index("assignees"), [])]


def tasks_of(stored: str, by: Caller, *, compact: bool) -> Any:
    """The tasks that the caller sees; kept rows go through unread when nothing in them differs for the caller."""
    if compact and by == Caller():
        return Raw(stored)
    rows = rows_of(stored)
    if by.only is not None:
        rows = [row for row in rows if row[0] in by.only]
    for row in rows:
        if row[0] in by.subscribed:
            row[SUBSCRIBED] = True
        if by.masked:
            for at, blank in BLANK_FOR_CLIENTS:
                row[at] = blank
    return rows if compact else [Task(*row) for row in rows]


def expand(
    items: Iterable[Item],
    project: dict[str, Any],
    by: Caller,
    *,
    compact: bool,
    streamed: bool,
    tasks_of: TasksOf = tasks_of,
) -> bytes:
    """The shots board as the answer's bytes; `items` come in the order of their sort keys, so parents come first."""
    shots = list(shots_of(items, project, by, tasks_of, compact=compact))
    if not compact:
        return b'{"compact":false}\n' + encoder.encode_lines(shots) if streamed else encoder.encode(shots)
    header: dict[str, Any] = {"compact": True, "shot_fields": Shot.__struct_fields__, "task_fields": TASK_FIELDS}
    if streamed:
        return encoder.encode_lines([header, *shots])
    return encoder.encode(header | {"rows": shots})


def shots_of(
    items: Iterable[Item], project: dict[str, Any], by: Caller, tasks_of: TasksOf, *, compact: bool
) -> Iterable[Shot]:
    """Join each shot with its sequence, episode and project; a shot without a sequence is not on the board."""
    parents: dict[str, Entity] = {}
    make = ShotRow if compact else Shot
    for sort, body, stored in items:
        entity = entity_of(body)
        if not sort.startswith("Shot#"):
            parents[entity.id] = entity
            continue
        sequence = parents.get(entity.parent_id or "")
        tasks = tasks_of(stored, by, compact=compact)
        if sequence is None or (by.only is not None and not tasks):
            continue
        episode = parents.get(sequence.parent_id or "")
        data = without(entity.data, by.hidden)
        frames = (frames_of(data) if isinstance(data, Raw) else msgspec.convert(data, Frames)) or Frames()
        yield make(
            entity.canceled, data, entity.description, entity.entity_type_id,
            episode.id if episode else None, episode.name if episode else "", frames.fps, frames.frame_in,
            frames.frame_out,
            entity.id, entity.name, entity.nb_frames, entity.parent_id, entity.preview_file_id, entity.project_id,
            project["name"], sequence.id, sequence.name, entity.source_id, entity.nb_entities_out,
            entity.is_casting_standby, "Shot", tasks,
        )  # fmt: skip


def without(data: Raw, hidden: frozenset[str]) -> Any:
    """The metadata less the columns that the caller may not see."""
    if not hidden:
        return data
    return {name: value for name, value in (columns_of(data) or {}).items() if name not in hidden}
