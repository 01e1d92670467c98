"""Reads what the sheet of a playlist shows: its previews with their tasks, entities, comments and authors."""

from typing import NamedTuple

from chalicelib.entities.entities.records import Entity, entities
from chalicelib.people.persons.records import Person, persons
from chalicelib.previews.files.records import PreviewFile, preview_files
from chalicelib.previews.playlists.records import Playlist
from chalicelib.store import each, gather
from chalicelib.tasks.comments.records import Comment, of_task
from chalicelib.tasks.news.names import Named, named
from chalicelib.tasks.tasks.around import Types, types
from chalicelib.tasks.tasks.records import Task, tasks


class Read(NamedTuple):
    """What was read. Everything is by the id of what it is of: comments by task, names by entity, people by person."""

    previews: dict[str, PreviewFile]
    tasks: dict[str, Task]
    entities: dict[str, Entity]
    names: dict[str, Named]
    comments: dict[str, list[Comment]]
    people: dict[str, Person]
    types: Types


def read(playlist: Playlist) -> Read:
    """Return what a playlist shows. Costs a trip for each step from previews to tasks, comments and authors."""
    entries = playlist.shots or []
    previews, known = gather(
        lambda: preview_files.many({str(entry.preview_file_id) for entry in entries if entry.preview_file_id}), types
    )
    of = tasks.many({preview.task_id for preview in previews.values()})
    places = {task.entity_id for task in of.values()}
    found, names, said = gather(
        lambda: entities.many(places), lambda: named(places), lambda: each(lambda task: of_task(task.id), of.values())
    )
    comments = dict(zip(of, said, strict=True))
    people = persons.many({comment.person_id for some in said for comment in some})
    return Read(previews, of, found, names, comments, people, known)
