"""What the statistics of episodes are made of: the tasks of their shots, as they are kept beside these."""

from typing import NamedTuple

from chalicelib.entities.entities.records import entities, rows_of, sort_key
from chalicelib.store import reading
from chalicelib.tasks.tasks.records import ROW_FIELDS

STATUS, TYPE, RETAKES, DRAWINGS, ASSIGNEES = (
    ROW_FIELDS.index(name)
    for name in ("task_status_id", "task_type_id", "retake_count", "nb_drawings", "assignees")
)  # fmt: skip


class Work(NamedTuple):
    """A task of a shot of an episode; `frames` is the shot's length, `retakes` how often it was sent back."""

    episode_id: str
    task_type_id: str
    task_status_id: str
    retakes: int
    frames: int
    drawings: int


def of_episodes(project_id: str, person_id: str | None) -> list[Work]:
    """Return the tasks of the shots in a production's episodes, or one person's of them. Costs one Query chain."""
    first, last = sort_key("Sequence"), sort_key("Shot") + "\uffff"
    episodes: dict[str, str | None] = {}
    found = []
    for item in reading.partition(entities.partition(project_id), first, last):
        entity = entities.record(item)
        if entity.type == "Sequence":  # sequences come before the shots
            episodes[entity.id] = entity.parent_id
        episode_id = episodes.get(entity.parent_id or "") if entity.type == "Shot" else None
        if episode_id is not None:
            found += _works(episode_id, entity.nb_frames or 0, item.rows, person_id)
    return found


def _works(episode_id: str, frames: int, rows: str | None, person_id: str | None) -> list[Work]:
    return [
        Work(episode_id, row[TYPE], row[STATUS], row[RETAKES], frames, row[DRAWINGS] or 0)
        for row in rows_of(rows or "[]")
        if person_id is None or person_id in row[ASSIGNEES]
    ]
