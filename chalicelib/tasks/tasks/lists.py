"""The tasks of one production, as its lists show them."""

from collections.abc import Collection
from typing import Any

import msgspec
from msgspec import Raw

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.store import gather, reading
from chalicelib.store.tables import RecordItem
from chalicelib.tasks.access import seen_by
from chalicelib.tasks.tasks.found import shots_of_episode
from chalicelib.tasks.tasks.records import tasks
from chalicelib.web.filters import cut


class Key(msgspec.Struct, gc=False):
    """What is needed of a task to say whether a list has it; the rest of it is passed on unread."""

    task_type_id: str
    entity_id: str


_key_of = msgspec.json.Decoder(Key).decode


def of_production(by: Actor, project_id: str, task_type_id: str | None, episode_id: str | None) -> list[Any]:
    """Return a production's tasks, the last changed first, as JSON that is passed on where nothing is hidden.

    Costs one Query chain; one more for an episode.
    """
    items, shots = gather(
        lambda: tasks.items(project_id), lambda: None if episode_id is None else shots_of_episode(episode_id)
    )
    kept = sorted(items, key=lambda item: (item.updated_at, item.sort.rpartition("#")[2]), reverse=True)
    if task_type_id is not None or shots is not None:
        kept = [item for item in kept if _is_asked_for(item, task_type_id, shots)]
    role = by.role_in(project_id)
    if role not in (access.VENDOR, access.CLIENT):
        return [Raw(reading.text_of(item, relations=True).encode()) for item in kept]
    found = [tasks.record(item) for item in kept]
    return [
        cut(seen_by(by, task), relations=True, shown=None)
        for task in found
        if role == access.CLIENT or by.id in task.assignees
    ]


def _is_asked_for(item: RecordItem, task_type_id: str | None, shots: Collection[str] | None) -> bool:
    key = _key_of(reading.text_of(item, relations=False))
    return task_type_id in (None, key.task_type_id) and (shots is None or key.entity_id in shots)
