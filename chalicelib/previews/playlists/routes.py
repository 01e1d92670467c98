"""Playlist operations."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.changes import Changes
from chalicelib.entities.entities.records import entities
from chalicelib.entities.ids import Id
from chalicelib.errors import DoesNotFit, NotFound
from chalicelib.people.persons.records import Person
from chalicelib.previews.build_jobs.records import build_jobs
from chalicelib.previews.build_jobs.rules import in_short
from chalicelib.previews.playlists import rules, temporary
from chalicelib.previews.playlists.access import kept, readable, seen
from chalicelib.previews.playlists.found import clients_of, entities_of, of_production, places_of, published
from chalicelib.previews.playlists.records import Playlist, playlists
from chalicelib.previews.shares.records import share_links
from chalicelib.projects.projects.records import Project
from chalicelib.refs import TaskTypeId
from chalicelib.store import gather, work
from chalicelib.store.ids import well_formed
from chalicelib.store.records import Record
from chalicelib.tasks.notifications.records import Notification
from chalicelib.tasks.types.records import task_types
from chalicelib.web import filters
from chalicelib.web.answers import paged
from chalicelib.web.filters import Query, cut
from chalicelib.web.queries import Page
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, Values, table

routes = Routes(__name__)
AT_ONCE = 20  # people who are told, or links and builds that go, in one commit


def _prepare(_changes: Changes, by: Actor, values: Values, old: Playlist | None) -> Values:
    values = rules.prepared({name: value for name, value in values.items() if name != "build_jobs"})
    if old is None:
        values["created_by"] = by.id
    if values.get("shots") is not None:
        entries = rules.entries_of(values["shots"])
        values["shots"] = msgspec.to_builtins(rules.checked(entries, entities_of(entries)))
    return values


def _removed(changes: Changes, _by: Actor, playlist: Playlist, _force: bool) -> None:
    hanging: list[Record] = [*share_links.within(playlist.id), *build_jobs.within(playlist.id)]
    for record in hanging[:AT_ONCE]:
        changes.remove(record)
    work.in_parts(hanging[AT_ONCE:], AT_ONCE, _remove_some, changes.by)


def _remove_some(changes: Changes, some: Sequence[Record]) -> list[None]:
    """Let go, before their playlist, of those of its links and builds that are too many for one commit."""
    ids = [record.id for record in some]
    links, jobs = gather(lambda: share_links.many(ids), lambda: build_jobs.many(ids))
    for record in (*links.values(), *jobs.values()):
        changes.remove(record)
    return []


def read(by: Actor, production: Production, record: Playlist) -> bool:
    """Allow whoever may see the playlist."""
    return seen(by, production, record)


def write(by: Actor, production: Production, record: Playlist) -> bool:
    """Allow whoever may change the playlist."""
    return kept(by, production, record)


PLAIN = table(
    routes, "/data/playlists", playlists, list=access.no_global_vendor, create=access.supervisor, read=read,
    write=write, hooks=Hooks(prepare=_prepare, removed=_removed), kept=("project_id", "created_by"), parents=places_of,
    visible=lambda by: lambda playlist: readable(by, playlist),
)  # fmt: skip


class Wanted(msgspec.Struct):
    """Which playlists are listed, in which order: by the field that `sort_by` names."""

    task_type_id: TaskTypeId | None = None
    sort_by: str | None = None
    page: int = 1


@routes.get("/data/projects/{project_id}/playlists", allow=access.team_but_vendors, shows=list[Playlist])
def of_project(project: Project | None, by: Actor, query: Annotated[Query, Wanted]) -> list[dict[str, Any]]:
    """A production's playlists in short, twenty a page; an unknown production has none."""
    page = max(1, filters.number(query, "page", 1))
    task_type_id = filters.asked_id(query, "task_type_id")
    visible = of_production(by, project.id) if project else []
    found = [one for one in visible if task_type_id in (None, one.task_type_id)]
    ordered = rules.ordered(found, query.get("sort_by", [None])[0])
    return [rules.in_short(one) for one in ordered[(page - 1) * rules.PAGE : page * rules.PAGE]]


@routes.get(
    "/data/projects/{project_id}/episodes/{episode}/playlists", allow=access.team_but_vendors, shows=list[Playlist]
)
def of_episode(project: Project, episode: str, by: Actor) -> list[dict[str, Any]]:
    """An episode's playlists in short; "main" are those of none, "all" those for all episodes."""
    if episode not in rules.WITHOUT_EPISODE:
        found = entities.find(episode)
        if found is None or (found.type, found.project_id) != ("Episode", project.id):
            raise NotFound(f"there is no episode {episode}")
    return [rules.in_short(one) for one in of_production(by, project.id) if rules.is_of(one, episode)]


@routes.get("/data/projects/{project_id}/playlists/all", allow=access.admin, shows=paged(Playlist))
def all_of_project(project: Project, query: Annotated[Query, Page]) -> Any:
    """A production's playlists with all that is kept of them."""
    rows = [cut(one, relations=True, shown=None) for one in playlists.within(project.id)]
    return filters.page_of(rows, query) if "page" in query else rows


@routes.get("/data/projects/{project_id}/playlists/{playlist_id}", allow=seen, shows=Playlist)
def one_of_project(project: Project, playlist: Playlist) -> dict[str, Any]:
    """A playlist with everything that can be shown in it."""
    found, types, jobs = gather(
        lambda: published(project.id, (entry.entity_id for entry in playlist.shots or [])), task_types.all,
        lambda: build_jobs.within(playlist.id),
    )  # fmt: skip
    return rules.whole(playlist, found, types, in_short(jobs))


class NewEntry(msgspec.Struct):
    """An entity for a playlist; without a preview, or with one that is not its own, it is shown in its latest."""

    entity_id: Id
    preview_file_id: str | None = None


class NewEntries(msgspec.Struct):
    """One entity or more for a playlist."""

    entities: Annotated[list[NewEntry], Meta(min_length=1)]


@routes.post("/actions/playlists/{playlist_id}/add-entity", allow=kept, status=200, shows=Playlist)
def add_entity(playlist: Playlist, body: NewEntry, changes: Changes) -> dict[str, Any]:
    """Add an entity to a playlist."""
    return _joined(changes, playlist, [body])


@routes.post("/actions/playlists/{playlist_id}/add-entities", allow=kept, status=200, shows=Playlist)
def add_entities(playlist: Playlist, body: NewEntries, changes: Changes) -> dict[str, Any]:
    """Add entities to a playlist."""
    return _joined(changes, playlist, body.entities)


def _joined(changes: Changes, playlist: Playlist, wanted: Sequence[NewEntry]) -> dict[str, Any]:
    ids = {one.entity_id for one in wanted}
    there = entities.many(ids)
    foreign = [one for one in ids if one not in there or there[one].project_id != playlist.project_id]
    if foreign:
        raise NotFound(f"the production has no entity {foreign[0]}")
    found = published(playlist.project_id, ids)
    new = [rules.entry_for(one.entity_id, one.preview_file_id, found, playlist.task_type_id) for one in wanted]
    entries, added = rules.joined(playlist.shots, new)
    saved = changes.save(msgspec.structs.replace(playlist, shots=entries))
    for entry in added:
        preview_id = entry.preview_file_id if isinstance(entry.preview_file_id, str) else None
        changes.tell(
            "playlist:add_entity", playlist.project_id, playlist_id=playlist.id, entity_id=entry.entity_id,
            preview_file_id=preview_id,
        )  # fmt: skip
    return cut(saved, relations=False, shown=None)


class Moment(msgspec.Struct):
    """The tasks and entities whose latest previews are to be shown."""

    task_ids: list[Id] = []
    entity_ids: list[Id] = []


class InOrder(msgspec.Struct):
    """Whether the entries come in the order of the boards."""

    sort: bool = False


@routes.post("/data/projects/{project_id}/playlists/temp", allow=access.team, status=200)
def of_the_moment(project: Project, body: Moment, by: Actor, query: Annotated[Query, InOrder]) -> list[dict[str, Any]]:
    """The latest previews of tasks and entities, as a playlist shows them; nothing is stored."""
    in_order = filters.is_true(query, "sort")
    return temporary.entries(by, project, body.task_ids, body.entity_ids, in_order=in_order)


class Whom(msgspec.Struct):
    """Which clients are told: those of a studio, of a department; "" is none."""

    studio_id: str | None = None
    department_id: str | None = None


@routes.post("/data/playlists/{playlist_id}/notify-clients", allow=access.manager, status=200)
def notify_clients(playlist: Playlist, project: Project, body: Whom, by: Actor) -> dict[str, str]:
    """Tell the clients on the team that a playlist is ready."""
    for field, value in (("studio_id", body.studio_id), ("department_id", body.department_id)):
        if value and not well_formed(value):
            raise DoesNotFit(field, f"{value!r} is no id")
    told = clients_of(project, body.studio_id or None, body.department_id or None)
    work.in_parts(told, AT_ONCE, lambda changes, part: _told(changes, playlist, part), by.id)
    return {"status": "success"}


def _told(changes: Changes, playlist: Playlist, part: Sequence[Person]) -> list[Notification]:
    return [
        changes.add(
            Notification(
                notification_type="playlist-ready", person_id=person.id, author_id=str(changes.by),
                playlist_id=playlist.id,
            )
        )
        for person in part
    ]  # fmt: skip
