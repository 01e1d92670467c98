"""The boards: entities with their tasks, as the pages show them all day."""

from collections.abc import Callable
from typing import Any

import msgspec

from chalicelib import access
from chalicelib.access import Actor, Production
from chalicelib.entities.entities.records import Entity
from chalicelib.errors import BreaksRule, Forbidden, NotFound
from chalicelib.store import each, gather
from chalicelib.store.ids import well_formed
from chalicelib.tasks.boards import records, rules, tags
from chalicelib.tasks.boards.records import Item
from chalicelib.tasks.boards.views import View
from chalicelib.web.http import JSON, Answer, Request
from chalicelib.web.routes import Routes

routes = Routes(__name__)

LINES = "application/x-ndjson"


class Asked(msgspec.Struct):
    """The filters and the form of a board."""

    id: str | None = None
    episode_id: str | None = None
    compact: bool = False
    stream: bool = False


def of_production(by: Actor, production: Production) -> bool:
    """Allow the production's team; without a production an admin, who gets every production's."""
    return by.on_team(production) if production else by.is_admin


def insider(by: Actor, production: Production) -> bool:
    """Allow the team without clients and vendors; without a production an admin."""
    return by.role_in(production) not in (None, access.CLIENT, access.VENDOR) if production else by.is_admin


def no_vendor(by: Actor, production: Production) -> bool:
    """Allow the team without vendors; without a production an admin."""
    return by.role_in(production) not in (None, access.VENDOR) if production else by.is_admin


@routes.get("/data/shots/with-tasks", allow=of_production, production_in="query")
def shots(by: Actor, production: Production, stamps: str, query: Asked, request: Request) -> Answer:
    """The shots of a production with their tasks."""
    _check(query)
    tag = _tag(by, production, stamps, query, request)
    return _tagged(tag, request, lambda: _shots(by, production, query))


@routes.get("/data/assets/with-tasks", allow=access.signed_in, production_in="query")
def assets(by: Actor, production: Production, stamps: str, query: Asked, request: Request) -> Answer:
    """The assets of a production with their tasks; without a production those of all that the caller is on."""
    _check(query)
    tag = _tag(by, production, stamps, query, request)
    if not production and query.episode_id not in (None, "all", rules.MAIN):
        production = Production(_production_of(query.episode_id or ""))
    if production and not by.on_team(production):
        if records.production(production) is None:
            raise NotFound(f"there is no project {production}")
        raise Forbidden("you are not on this production")
    return _tagged(tag, request, lambda: _assets(by, production, query, named=bool(tag)))


@routes.get("/data/edits/with-tasks", allow=of_production, production_in="query", shows=list[Entity])
def edits(by: Actor, production: Production, query: Asked) -> list[Any]:
    """The edits of a production with their tasks."""
    _check(query)

    def of(project_id: str) -> list[Any]:
        view, items, project = _read(by, project_id, query, "Edit", "Episode")
        return rules.edits(items, view, project, _episode(query))

    return _everywhere(by, production, of)


@routes.get("/data/concepts/with-tasks", allow=insider, production_in="query", shows=list[Entity])
def concepts(by: Actor, production: Production, query: Asked) -> list[Any]:
    """The concepts of a production with their tasks."""
    _check(query)

    def of(project_id: str) -> list[Any]:
        view, items, project = _read(by, project_id, query, "Concept", relations=True)
        return records.concept_entries(items, view, project)

    return _everywhere(by, production, of)


@routes.get("/data/sequences/with-tasks", allow=of_production, production_in="query")
def sequences(by: Actor, production: Production, query: Asked) -> list[Any]:
    """The sequences of a production with their own tasks."""
    return _places(by, production, query, "Sequence", "Sequence")


@routes.get("/data/episodes/with-tasks", allow=of_production, production_in="query")
def episodes(by: Actor, production: Production, query: Asked) -> list[Any]:
    """The episodes of a production with their own tasks."""
    return _places(by, production, query, "Episode", "Episode")


@routes.get("/data/scenes/with-tasks", allow=no_vendor, production_in="query")
def scenes(by: Actor, production: Production, query: Asked) -> list[Any]:
    """The scenes of a production with their tasks."""
    return _places(by, production, query, "Scene", "Scene")


def _places(by: Actor, production: Production, query: Asked, kind: str, first: str) -> list[Any]:
    _check(query)

    def of(project_id: str) -> list[Any]:
        # A vendor's places are those that hold something of theirs: all that lies below must be looked at.
        wide = by.role_in(project_id) == access.VENDOR
        view, items, _ = _read(by, project_id, query, "Asset" if wide else first, "Shot" if wide else first)
        return rules.places(items, kind, view, _episode(query))

    return _everywhere(by, production, of)


def _shots(by: Actor, production: str, query: Asked) -> Answer:
    def of(project_id: str) -> list[Any]:
        view, items, project = _read(by, project_id, query, "Episode", "Shot", kind="Shot")
        return rules.shots(items, view, project, _episode(query), compact=query.compact)

    return _answer(_everywhere(by, production, of), "shot", query)


def _assets(by: Actor, production: str, query: Asked, *, named: bool) -> Answer:
    def of(project_id: str) -> list[Any]:
        (view, items, _), type_names = gather(
            lambda: _read(by, project_id, query, "Asset", "Episode", kind="Asset", followed=named), records.type_names
        )
        episodes = items if query.id is None else records.chain(project_id, "Episode")
        casts = records.casts_in(project_id, episodes)
        # Without a production in the request the episodes that an asset is cast in still count, but are not shown.
        found = rules.assets(items, view, type_names, casts, _episode(query), compact=query.compact)
        return found if named else [msgspec.structs.replace(entry, casting_episode_ids=[]) for entry in found]

    found = _everywhere(by, production, of, own=not by.is_admin)
    return _answer(found, "asset", query)


def _read(
    by: Actor, project_id: str, query: Asked, first: str, last: str | None = None, *, kind: str = "",
    relations: bool = False, followed: bool = True,
) -> tuple[View, list[Item], str]:  # fmt: skip
    """Read a production's view, items and name at once; of one entity only its own and its parents' items."""
    view, items, project = gather(
        lambda: records.view_of(by, project_id, followed=followed),
        lambda: _items(project_id, query.id, kind, first, last, relations=relations),
        lambda: records.production(project_id),
    )
    return (view, [], "") if project is None else (view, items, project.name)


def _items(
    project_id: str, entity_id: str | None, kind: str, first: str, last: str | None, *, relations: bool
) -> list[Item]:
    if entity_id is None:
        return records.chain(project_id, first, last, relations=relations)
    found = records.single(entity_id, relations=relations)
    if found is None or found.kept.project_id != project_id or found.kept.type != (kind or first):
        return []
    parents = [Item(parent, None) for parent in records.parents_of(found.kept).values()]
    return [*parents, found]


def _everywhere(by: Actor, production: str, of: Callable[[str], list[Any]], *, own: bool = False) -> list[Any]:
    """Return a production's entries; without one those of every production, or of the caller's own."""
    if production:
        return of(production)
    places = list(by.standing.roles) if own else records.all_productions()
    return [entry for found in each(of, places) for entry in found]


def _check(query: Asked) -> None:
    """Raises BreaksRule for ids that are none; an episode may also be "all" or "main"."""
    if query.id is not None and not well_formed(query.id):
        raise BreaksRule(f"id: {query.id!r} is no id")
    if query.episode_id not in (None, "all", rules.MAIN) and not well_formed(query.episode_id):
        raise BreaksRule(f"episode_id: {query.episode_id!r} is no id")


def _episode(query: Asked) -> str | None:
    return None if query.episode_id == "all" else query.episode_id


def _production_of(episode_id: str) -> str:
    found = records.single(episode_id)
    if found is None:
        raise NotFound(f"there is no episode {episode_id}")
    return found.kept.project_id


def _answer(found: list[Any], kind: str, query: Asked) -> Answer:
    body = rules.written(found, kind, compact=query.compact, streamed=query.stream)
    return Answer(200, {"Content-Type": LINES if query.stream else JSON}, body)


def _tag(by: Actor, production: str, stamps: str, query: Asked, request: Request) -> str:
    """Return the tag of the board of a production that the query names, "" where it names none."""
    return tags.tag_of(by, production, stamps, request.path, query) if production else ""


def _tagged(tag: str, request: Request, make: Callable[[], Answer]) -> Answer:
    """Return the board with its tag, or 304 without reading it when the client has it already."""
    if not tag:
        return make()
    headers: dict[str, str | list[str]] = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tags.known(tag, request.headers.get("if-none-match", "")):
        return Answer(304, headers)
    answer = make()
    answer.headers |= headers
    return answer
