"""Reads playlists, and what was published of the entities in them."""

from collections.abc import Iterable

from chalicelib.access import CLIENT, Actor
from chalicelib.people.persons.records import Person, persons
from chalicelib.previews.files.records import of_task, preview_files
from chalicelib.previews.playlists.access import readable
from chalicelib.previews.playlists.records import Entry, Playlist, playlists
from chalicelib.previews.playlists.rules import Published
from chalicelib.projects.projects.records import Project, projects
from chalicelib.store import each
from chalicelib.tasks.tasks.records import of_entities, tasks
from chalicelib.web import filters
from chalicelib.web.filters import Query


def places_of(by: Actor, query: Query) -> list[str]:
    """Return the productions whose playlists a plain list shows: the caller's own, an administrator's are all."""
    asked = filters.asked_id(query, "project_id")
    if asked is not None:
        return [asked] if by.on_team(asked) else []
    return [project.id for project in projects.all()] if by.is_admin else list(by.standing.roles)


def of_production(by: Actor, project_id: str) -> list[Playlist]:
    """Return the playlists of a production that somebody sees. Costs one Query."""
    return [one for one in playlists.within(project_id) if readable(by, one)]


def entities_of(entries: Iterable[Entry]) -> dict[str, str]:
    """Return the entities of the entries' previews by the previews' ids. Costs at most four trips, however many."""
    ids = {entry.preview_file_id for entry in entries if isinstance(entry.preview_file_id, str)}
    previews = preview_files.many(ids)
    of = tasks.many({preview.task_id for preview in previews.values()})
    return {preview.id: of[preview.task_id].entity_id for preview in previews.values() if preview.task_id in of}


def published(project_id: str, entity_ids: Iterable[str]) -> list[Published]:
    """Return what was published of entities. Costs three trips, the last a Query a task, all at once."""
    found = of_entities(project_id, dict.fromkeys(entity_ids))
    previews = each(lambda task: of_task(task.id), found)
    return [
        Published(preview, task.entity_id, task.task_type_id)
        for task, own in zip(found, previews, strict=True)
        for preview in own
    ]


def clients_of(project: Project, studio_id: str | None, department_id: str | None) -> list[Person]:
    """Return the clients on a production's team, of a studio and a department if these are given. Costs one trip."""
    return [
        person
        for person in persons.many(project.team).values()
        if (project.team_roles.get(person.id) or person.role) == CLIENT
        and studio_id in (None, person.studio_id)
        and (department_id is None or department_id in person.departments)
    ]
