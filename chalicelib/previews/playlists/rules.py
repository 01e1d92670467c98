"""What is true of playlists: what an entry is, which preview it shows, and how a playlist is shown as a whole."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from chalicelib.errors import BreaksRule
from chalicelib.previews.files.records import PreviewFile
from chalicelib.previews.playlists.records import PLAYED, Entry, Playlist
from chalicelib.store.ids import well_formed
from chalicelib.tasks.types.records import TaskType

Values = dict[str, Any]
Shown = dict[str, Any]
UNSET = msgspec.UNSET
OF_NO_EPISODE = ("all", "main")
FACTS = ("id", "revision", "extension", "width", "height", "duration", "status", "created_at", "task_id")
OF_ENTRY = ("extension", "revision", "width", "height", "duration", "status", "task_id")
PAGE = 20
NEWEST_FIRST = ("created_at", "updated_at")
IN_SHORT = (
    "type", "id", "name", "project_id", "episode_id", "task_type_id", "for_client", "for_entity", "is_for_all",
    "created_at", "updated_at", "created_by",
)  # fmt: skip


class Published(NamedTuple):
    """A preview with the entity and the task type that it is of."""

    preview: PreviewFile
    entity_id: str
    task_type_id: str


def prepared(values: Values) -> Values:
    """Return a body's values as they are kept. Raises BreaksRule for a kind of entity that is not played."""
    if values.get("for_entity", "shot") not in PLAYED:
        raise BreaksRule(f"for_entity: must be one of {', '.join(PLAYED)}")
    values = dict(values)
    if values.get("episode_id") in OF_NO_EPISODE:
        values["episode_id"] = None
    if "task_type_id" in values and not well_formed(values["task_type_id"]):
        values["task_type_id"] = None
    return values


def entries_of(shots: Any) -> list[Entry]:
    """Return what a body lists as entries, each with a preview or None; what names no entity is dropped."""
    if not isinstance(shots, list):
        raise BreaksRule("shots: must be a list")
    entries = []
    for one in shots:
        entity_id = (one.get("entity_id") or one.get("id")) if isinstance(one, dict) else None
        if isinstance(entity_id, str):
            preview_id = one.get("preview_file_id")
            entries.append(Entry(entity_id=entity_id, preview_file_id=preview_id if well_formed(preview_id) else None))
    return entries


def checked(entries: Iterable[Entry], places: dict[str, str]) -> list[Entry]:
    """Return entries without the previews of other entities; `places` are the entities of previews by their ids."""
    return [
        entry
        if isinstance(entry.preview_file_id, str) and places.get(entry.preview_file_id) == entry.entity_id
        else Entry(entity_id=entry.entity_id, preview_file_id=None)
        for entry in entries
    ]


def latest(published: Iterable[Published], task_type_id: str | None) -> PreviewFile | None:
    """Return the latest preview, of a task type if one is given."""
    able = [one.preview for one in published if task_type_id in (None, one.task_type_id)]
    return max(able, key=lambda p: (p.revision or 0, p.created_at, p.id), default=None)


def entry_for(entity_id: str, asked: str | None, published: list[Published], task_type_id: str | None) -> Entry:
    """Return the entry of an entity: with the preview that was asked for if it is its own, else with its latest."""
    own = [one for one in published if one.entity_id == entity_id]
    if asked in {one.preview.id for one in own}:
        return Entry(entity_id=entity_id, preview_file_id=asked)
    found = latest(own, task_type_id)
    return Entry(entity_id=entity_id, preview_file_id=found.id if found else UNSET)


def joined(kept: list[Entry] | None, new: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Return a playlist's entries with new ones, each pair once, and those of the new that were not there."""
    entries, added = list(kept or []), []
    for entry in new:
        if entry not in entries:
            entries.append(entry)
            added.append(entry)
    return entries, added


def shown_in(playlist: Playlist) -> list[str]:
    """Return the ids of the previews that a playlist shows, in its order, each once."""
    ids = (entry.preview_file_id for entry in playlist.shots or [])
    return [*dict.fromkeys(one for one in ids if isinstance(one, str))]


WITHOUT_EPISODE = ("main", "all")


def is_of(playlist: Playlist, episode: str) -> bool:
    """Return whether a playlist is of an episode; "main" has those of none, "all" those for all episodes."""
    if episode not in WITHOUT_EPISODE:
        return playlist.episode_id == episode
    return playlist.episode_id is None and bool(playlist.is_for_all) == (episode == "all")


def in_short(playlist: Playlist) -> Shown:
    """Return a playlist as a production's list shows it."""
    shown: Shown = {"type": "Playlist"} | {name: getattr(playlist, name) for name in IN_SHORT if name != "type"}
    first = playlist.shots[0].preview_file_id if playlist.shots else None
    return shown | ({"first_preview_file_id": first} if isinstance(first, str) else {})


def ordered(found: Iterable[Playlist], sort_by: str | None) -> list[Playlist]:
    """Return playlists by a field, dates the newest first; by their last change where there is no such field."""
    field = sort_by if sort_by in IN_SHORT and sort_by != "type" else "updated_at"
    found = sorted(found, key=lambda one: one.id, reverse=field in NEWEST_FIRST)
    return sorted(found, key=lambda one: _sortable(getattr(one, field)), reverse=field in NEWEST_FIRST)


def _sortable(value: Any) -> tuple[bool, Any]:
    return value is not None, str(value) if not isinstance(value, (str, dt.datetime)) else value


def whole(
    playlist: Playlist, published: list[Published], types: Iterable[TaskType], builds: Sequence[Shown] = ()
) -> Shown:
    """Return a playlist with all revisions of its entities by task type, the first types of the production first.

    `builds` are the playlist's own, as it shows them; guests see none.
    """
    shown: Shown = msgspec.to_builtins(playlist, builtin_types=(dt.datetime,))
    order = [one.id for one in sorted(types, key=lambda one: (-(one.priority or 0), one.name))]
    of_entity: dict[str, list[Published]] = {}
    for one in published:
        of_entity.setdefault(one.entity_id, []).append(one)
    views = {entity_id: _revisions(own, order) for entity_id, own in of_entity.items()}
    return shown | {
        "shots": [_entry(entry, of_entity, views) for entry in playlist.shots or []],
        "build_jobs": list(builds),
    }


def _entry(entry: Entry, of_entity: dict[str, list[Published]], views: dict[str, dict[str, list[Shown]]]) -> Shown:
    own = of_entity.get(entry.entity_id, [])
    shown: Shown = {"entity_id": entry.entity_id, "id": entry.entity_id}
    shown["preview_files"] = views.get(entry.entity_id) or []
    preview = next((one.preview for one in own if one.preview.id == entry.preview_file_id), None)
    if preview is None:
        return shown
    firsts = (first for revisions in views[entry.entity_id].values() for first in revisions)
    others: list[Shown] = next((first["previews"] for first in firsts if first["id"] == preview.id), [])
    shown |= {f"preview_file_{name}": value for name, value in facts(preview).items() if name in OF_ENTRY}
    return shown | {"preview_file_id": preview.id, "preview_file_previews": others}


def _revisions(published: list[Published], order: list[str]) -> dict[str, list[Shown]]:
    """Return an entity's revisions by task type; each is its first file, with the others in it."""
    found: dict[str, list[Shown]] = {}
    for task_type_id in order:
        previews = _in_order(one.preview for one in published if one.task_type_id == task_type_id)
        firsts: dict[int, Shown] = {}
        for preview in previews:
            number = preview.revision or 0
            if number in firsts:
                firsts[number]["previews"].append(facts(preview))
            else:
                firsts[number] = facts(preview) | {"previews": []}
        if firsts:
            found[task_type_id] = list(firsts.values())
    return found


def _in_order(previews: Iterable[PreviewFile]) -> list[PreviewFile]:
    return sorted(previews, key=lambda p: (-(p.revision or 0), p.position or 0, p.created_at, p.id))


def facts(preview: PreviewFile) -> Shown:
    """Return a preview as a playlist shows it; its status has a capital there, as clients expect."""
    return {name: getattr(preview, name) for name in FACTS} | {"status": preview.status.capitalize()}
