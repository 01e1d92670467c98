"""The search over assets, shots and people."""

from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.errors import DoesNotFit
from chalicelib.store import gather
from chalicelib.store.ids import well_formed
from chalicelib.tasks.search import found, rules
from chalicelib.tasks.search.found import Wanted
from chalicelib.tasks.tasks.places import open_productions
from chalicelib.web.routes import Routes

routes = Routes(__name__)
ALL = ("assets", "shots", "persons")


class Query(msgspec.Struct):
    """What is searched, where, and how much of it is wanted."""

    query: str
    project_id: str | None = None
    limit: Annotated[int, Meta(ge=1)] = 3
    offset: Annotated[int, Meta(ge=0)] = 0
    index_names: list[str] | None = None


@routes.post("/data/search", allow=access.signed_in, status=200)
def search(body: Query, by: Actor) -> dict[str, Any]:
    """What fits a text, in the open productions that the caller is on."""
    if body.project_id is not None and not well_formed(body.project_id):
        raise DoesNotFit("project_id", f"{body.project_id!r} is no id")
    if len(body.query.strip()) < rules.SHORTEST:
        return {}
    asked = ALL if body.index_names is None else [name for name in ALL if name in body.index_names]
    productions = open_productions(by, body.project_id).values() if set(asked) - {"persons"} else []
    wanted = Wanted(rules.words(body.query), body.offset, body.limit)
    searches: dict[str, Callable[[], Any]] = {
        "assets": lambda: found.assets(by, productions, wanted),
        "shots": lambda: found.shots(by, productions, wanted),
        "persons": lambda: found.people(by, wanted),
    }
    return dict(zip(asked, gather(*(searches[name] for name in asked)), strict=True))
