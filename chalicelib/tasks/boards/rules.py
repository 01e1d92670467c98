"""Turns what is kept into boards: joined with parents and types, filtered, ordered, encoded in each form."""

from collections.abc import Iterable
from typing import Any

import msgspec

from chalicelib.tasks.boards import entries
from chalicelib.tasks.boards.entries import AssetEntry, AssetRow, EditEntry, Kept, PlaceEntry, ShotEntry, ShotRow
from chalicelib.tasks.boards.records import Item
from chalicelib.tasks.boards.views import ASSET_TASK, SHOT_TASK, View

MAIN = "main"
encoder = msgspec.json.Encoder()


def shots(
    items: Iterable[Item], view: View, project_name: str, episode_id: str | None, *, compact: bool
) -> list[ShotEntry]:
    """Return the shots that have a sequence, by episode, sequence and name; parents come before shots in the items."""
    parents: dict[str, Kept] = {}
    found = []
    for kept, rows in items:
        if kept.type != "Shot":
            parents[kept.id] = kept
            continue
        entry = entries.shot(kept, rows, view, project_name, parents, compact=compact)
        if entry.sequence_id is None or (view.vendor and not entry.tasks):
            continue
        if episode_id is None or entry.episode_id == episode_id:
            found.append(entry)
    found.sort(key=lambda entry: (entry.episode_name, entry.sequence_name, entry.name))
    return found


def assets(
    items: Iterable[Item], view: View, type_names: dict[str, str], casts: dict[str, list[str]], episode_id: str | None,
    *, compact: bool,
) -> list[AssetEntry]:  # fmt: skip
    """Return the assets by type name and name; `casts` are the episodes that an asset is cast in, by its id.

    Of an episode: those that were made for it or are cast in it, with no other episode named. "main": made for none.
    """
    found = []
    for kept, rows in items:
        if kept.type != "Asset":
            continue
        cast_in = casts.get(kept.id, [])
        if episode_id is not None:
            if episode_id == MAIN and kept.source_id is not None:
                continue
            if episode_id != MAIN and kept.source_id != episode_id and episode_id not in cast_in:
                continue
            if episode_id != MAIN:
                cast_in = [one for one in cast_in if one == episode_id]
        type_name = type_names.get(kept.entity_type_id, "")
        entry = entries.asset(kept, rows, view, type_name, cast_in, compact=compact)
        if view.vendor is None or entry.tasks:
            found.append(entry)
    found.sort(key=lambda entry: (entry.asset_type_name, entry.name))
    return found


def edits(items: Iterable[Item], view: View, project_name: str, episode_id: str | None) -> list[EditEntry]:
    """Return the edits by name; "main": those of no episode."""
    items = list(items)
    episodes = {kept.id: kept for kept, _ in items if kept.type == "Episode"}
    found = []
    for kept, rows in items:
        if kept.type != "Edit" or not _of_episode(kept.parent_id, episode_id):
            continue
        entry = entries.edit(kept, rows, view, project_name, episodes.get(kept.parent_id or ""))
        if view.vendor is None or entry.tasks:
            found.append(entry)
    return sorted(found, key=lambda entry: entry.name)


def places(items: Iterable[Item], kind: str, view: View, episode_id: str | None) -> list[PlaceEntry]:
    """Return sequences, episodes or scenes by name; a vendor's are those that hold something of theirs."""
    items = list(items)
    held = _holding_own(items, view) if view.vendor else None
    found = [
        entries.place(kept, rows, view)
        for kept, rows in items
        if kept.type == kind and _of_episode(kept.parent_id, episode_id) and (held is None or kept.id in held)
    ]
    return sorted(found, key=lambda entry: entry.name)


def _of_episode(parent_id: str | None, episode_id: str | None) -> bool:
    if episode_id is None:
        return True
    return parent_id is None if episode_id == MAIN else parent_id == episode_id


def _holding_own(items: list[Item], view: View) -> set[str]:
    """Return the sequences and episodes that hold a shot, or an asset made for them, with a task of the vendor's."""
    own = [kept for kept, rows in items if kept.type in ("Shot", "Asset") and SHOT_TASK.shown(rows, view, compact=True)]
    held = {parent for kept in own for parent in (kept.parent_id, kept.source_id) if parent is not None}
    return held | {kept.parent_id for kept, _ in items if kept.id in held and kept.parent_id is not None}


def written(found: list[Any], kind: str, *, compact: bool, streamed: bool) -> bytes:
    """Return a board of shots or assets in the form that was asked for: plain, compact, or a line for each entry."""
    if not compact:
        return b'{"compact":false}\n' + encoder.encode_lines(found) if streamed else encoder.encode(found)
    row, tasks = (ShotRow, SHOT_TASK) if kind == "shot" else (AssetRow, ASSET_TASK)
    header: dict[str, Any] = {
        "compact": True, f"{kind}_fields": row.__struct_fields__, "task_fields": tasks.fields,
    }  # fmt: skip
    return encoder.encode_lines([header, *found]) if streamed else encoder.encode(header | {"rows": found})
