"""Reads what a playlist's archive holds, and what it is called."""

from chalicelib.entities.entities.records import entities
from chalicelib.people.organisation.records import organisations
from chalicelib.previews.archives.rules import Packed, distinct, safe, to_pack
from chalicelib.previews.files.records import of_task, preview_files
from chalicelib.previews.naming import chosen_name, prefers_own, slug
from chalicelib.previews.playlists.records import Playlist
from chalicelib.previews.playlists.rules import shown_in
from chalicelib.previews.playlists.temporary import above_of
from chalicelib.projects.projects.records import Project
from chalicelib.store import each, gather
from chalicelib.tasks.tasks.records import tasks
from chalicelib.tasks.types.records import task_types


def contents_of(playlist: Playlist, project: Project) -> list[Packed]:
    """Return the files that a playlist shows, each with its name. Costs seven trips at most, however many."""
    shown = preview_files.many(shown_in(playlist)).values()
    ids = list(dict.fromkeys(preview.task_id for preview in shown))
    of, beside = gather(lambda: tasks.many(ids), lambda: each(of_task, ids))
    around = entities.many({task.entity_id for task in of.values()})
    above, types, studio = gather(lambda: above_of([*around.values()]), task_types.all, organisations.all)
    kinds, own = {one.id: one.name for one in types}, prefers_own(studio)
    previews = to_pack(shown, dict(zip(ids, beside, strict=True)))
    names = []
    for preview in previews:
        task = of[preview.task_id]
        entity, kind = around[task.entity_id], kinds.get(task.task_type_id, "")
        parts = [project.name, above[entity.id].parent_name, entity.name, kind]
        names.append(safe(chosen_name(parts, preview, own=own)))
    return [Packed(*one) for one in zip(distinct(names), previews, strict=True)]


def name_of(playlist: Playlist, project: Project) -> str:
    """Return what a playlist's archive is saved as."""
    episode = entities.find(playlist.episode_id) if playlist.episode_id else None
    parts = [project.name, *([episode.name] if episode else []), playlist.name]
    return f"{'_'.join(map(slug, parts))}.zip"
