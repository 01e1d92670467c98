"""The kinds of records that are copied from another server: where each lies, and what differs from the plain case."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.entities.casting.records import EntityLink, entity_links
from chalicelib.entities.entities.records import Entity, entities
from chalicelib.entities.entities.rules import event_of, id_key
from chalicelib.entities.types.records import entity_types
from chalicelib.imports.kitsu import rules
from chalicelib.imports.kitsu.rules import Around, Values
from chalicelib.people.persons.records import standings
from chalicelib.planning.milestones.records import milestones
from chalicelib.planning.schedule_items.records import schedule_items
from chalicelib.planning.time_spents.records import time_spents
from chalicelib.previews.build_jobs.records import BuildJob, build_jobs
from chalicelib.previews.build_jobs.rules import list_in
from chalicelib.previews.files.records import preview_files
from chalicelib.previews.playlists.records import playlists
from chalicelib.projects.descriptors.records import metadata_descriptors
from chalicelib.projects.projects.records import Project, projects
from chalicelib.projects.projects.rules import in_step
from chalicelib.projects.team.rules import found_team
from chalicelib.store import Collection, reading, work
from chalicelib.store.reading import Key
from chalicelib.tasks.comments.records import AttachmentFile, Comment, attachment_files, comments
from chalicelib.tasks.comments.rules import as_shown
from chalicelib.tasks.news.records import News, news
from chalicelib.tasks.notifications.records import notifications
from chalicelib.tasks.subscriptions.records import subscriptions
from chalicelib.tasks.tasks.records import tasks
from chalicelib.web.filters import cut

IN_ONE_COMMIT = 20
LISTS = ("task_types", "task_statuses", "asset_types")
OF_NEWS = frozenset(
    {"id", "created_at", "updated_at", "type", "change", "author_id", "comment_id", "task_id", "preview_file_id"}
)
Parents = tuple[tuple[str, Collection[Any]], ...]


def _plainly(records: list[Any]) -> list[Values]:
    return [cut(record, relations=False, shown=None) for record in records]


def _own_or_above(record: Any, parent: Any) -> str | None:
    """Return the production that a record names itself, or that it lies in with what it lies below."""
    own: str | None = getattr(record, "project_id", None) or getattr(parent, "project_id", None)
    return own


class Kind(NamedTuple):
    """A kind of records.

    below: the fields that name what it lies below; the first that is there counts. values: what is kept of what was
    sent. existing: those of a list that are here, by the ids that were sent. beside: what the values look at besides.
    completed: the record with what it only gains. after: what is done once it is here. told: what its events say of it.
    production: the id of the production that it belongs to. moves: whether its date or person may become another one.
    """

    path: str
    of: Collection[Any]
    below: Parents = ()
    values: Callable[[Values, Values, Around], Values] = rules.as_sent
    existing: Callable[[Sequence[Values]], dict[str, Any]] | None = None
    beside: Callable[[Sequence[Values]], Any] = lambda _: None
    completed: Callable[[Any, Any, Values], Any] = lambda record, _old, _sent: record
    after: Callable[[Actor, Any, Values], None] = lambda _by, _record, _sent: None
    told: Callable[[Any, Values], tuple[str, Values]] = lambda _record, plain: ("", plain)
    shown: Callable[[list[Any]], list[Values]] = _plainly
    production: Callable[[Any, Any], str | None] = _own_or_above
    moves: bool = False

    @property
    def event(self) -> str:
        """Return what its events begin with: time-spent."""
        return self.of.kind.replace("_", "-")


def _production_only(_record: Any, _plain: Values) -> tuple[str, Values]:
    return "", {}


def _of_entity(entity: Entity, _plain: Values) -> tuple[str, Values]:
    return event_of(entity.type), {id_key(entity.type): entity.id}


def _of_comment(comment: Comment, plain: Values) -> tuple[str, Values]:
    facts = {"task_id": comment.object_id, "person_id": comment.person_id, "for_client": comment.for_client}
    return "", plain | facts


def _grown(project: Project, old: Project | None, _sent: Values) -> Project:
    """Return a production whose lists have only got longer; its team comes after it."""
    lists = {name: [*(getattr(old, name) if old else []), *getattr(project, name)] for name in LISTS}
    unique = {name: [*dict.fromkeys(ids)] for name, ids in lists.items()}
    return in_step(replace(project, **unique, team=old.team if old else []))


def _join_all(by: Actor, project: Project, sent: Values) -> None:
    """Put the people of a copied team on it, beside those who are on it."""

    def join(changes: Changes, ids: Sequence[str]) -> list[None]:
        here, found = projects.get(project.id), standings.many(ids)
        grown = changes.save(replace(here, team=[*dict.fromkeys([*here.team, *found])]))
        found_team(changes, grown, found.values())
        return []

    new = [one for one in dict.fromkeys(rules.ids_of(sent.get("team"))) if one not in project.team]
    work.in_parts(new, IN_ONE_COMMIT, join, by.id)


def _links_sent(sent: Sequence[Values]) -> dict[str, EntityLink]:
    """Return the links that are here of the pairs that were sent, by the ids that were sent."""
    places = entities.many(str(one.get("entity_in_id")) for one in sent)
    keys = {
        one["id"]: Key(entity_links.partition(place.project_id), f"{place.id}#{one.get('entity_out_id')}")
        for one in sent
        if (place := places.get(str(one.get("entity_in_id")))) is not None
    }
    items = reading.records(keys.values())
    return {sent_id: entity_links.record(items[key]) for sent_id, key in keys.items() if key in items}


def _cast_all(by: Actor, place: Entity, sent: Values) -> None:
    """Cast in an entity what the copy says is cast in it, beside what is cast there."""

    def cast(changes: Changes, ids: Sequence[str]) -> list[None]:
        there = {link.entity_out_id for link in entity_links.within(place.project_id, f"{place.id}#")}
        for asset_id in entities.many(one for one in ids if one not in there):
            link = EntityLink(entity_in_id=place.id, entity_out_id=asset_id, production_id=place.project_id)
            changes.add(link, under=place)
        return []

    work.in_parts([*dict.fromkeys(rules.ids_of(sent.get("entities_out")))], IN_ONE_COMMIT, cast, by.id)


def _show_in_comment(by: Actor, file: AttachmentFile, _sent: Values) -> None:
    """Have a comment show a file that was copied."""

    def show(changes: Changes) -> None:
        comment = comments.find(file.comment_id or "")
        if comment is not None:
            others = [one for one in comment.attachment_files if one.id != file.id]
            changes.save(replace(comment, attachment_files=[*others, as_shown(file)]))

    work.run(show, by.id)


def _list_in_playlist(by: Actor, job: BuildJob, _sent: Values) -> None:
    """Have a playlist list a build that was copied."""

    def list_it(changes: Changes) -> None:
        playlist = playlists.find(job.playlist_id)
        if playlist is not None:
            list_in(changes, playlist, job)

    work.run(list_it, by.id)


def _with_comments(files: list[AttachmentFile]) -> list[Values]:
    said = comments.many(file.comment_id or "" for file in files)
    return [
        cut(file, relations=False, shown=None)
        | {"comment": cut(said[file.comment_id or ""], relations=False, shown=None), "chat_message": None}
        for file in files
    ]


def _as_entities(found: list[Entity]) -> list[Values]:
    return [one | {"type": "Entity"} for one in _plainly(found)]


def _lines(found: list[News]) -> list[Values]:
    return [cut(line, relations=False, shown=OF_NEWS) for line in found]


def _type_names(_sent: Sequence[Values]) -> dict[str, str]:
    return {one.id: one.name for one in entity_types.all()}


def _comments_of(sent: Sequence[Values]) -> dict[str, Comment]:
    return comments.many(str(one.get("comment_id")) for one in sent)


OF_TASK: Parents = (("task_id", tasks),)

KINDS = (
    Kind("projects", projects, completed=_grown, after=_join_all, told=_production_only,
         production=lambda project, _parent: str(project.id)),
    Kind("entities", entities, values=rules.of_entity, beside=_type_names, after=_cast_all, told=_of_entity,
         shown=_as_entities),
    Kind("entity-links", entity_links, (("entity_in_id", entities),), rules.of_production, existing=_links_sent,
         told=_production_only),
    Kind("tasks", tasks, (("entity_id", entities),), told=_production_only),
    Kind("comments", comments, (("object_id", tasks),), rules.of_comment, told=_of_comment),
    Kind("attachment-files", attachment_files, (("comment_id", comments),), after=_show_in_comment,
         shown=_with_comments),
    Kind("preview-files", preview_files, OF_TASK, rules.of_preview),
    Kind("time-spents", time_spents, OF_TASK, rules.of_production, moves=True),
    Kind("subscriptions", subscriptions, (*OF_TASK, ("entity_id", entities))),
    Kind("notifications", notifications, (*OF_TASK, ("playlist_id", playlists))),
    Kind("news", news, OF_TASK, rules.of_news, beside=_comments_of, shown=_lines, moves=True),
    Kind("playlists", playlists, values=rules.of_playlist),
    Kind("build-jobs", build_jobs, (("playlist_id", playlists),), after=_list_in_playlist),
    Kind("metadata-descriptors", metadata_descriptors),
    Kind("milestones", milestones),
    Kind("schedule-items", schedule_items),
)  # fmt: skip
