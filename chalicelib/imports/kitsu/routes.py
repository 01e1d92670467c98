"""Copying a production from another server of the same kind, a list of records at a time."""

from collections.abc import Callable
from typing import Annotated, Any

from msgspec import Struct

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.imports.kitsu.copying import copied
from chalicelib.imports.kitsu.kinds import KINDS, Kind
from chalicelib.imports.kitsu.rules import Values, check_list
from chalicelib.web.answers import list_of
from chalicelib.web.filters import Query, is_true
from chalicelib.web.routes import Routes

routes = Routes(__name__)


class Silent(Struct):
    """Whether nobody is told of what is copied."""

    silent: bool = False


def _copier(kind: Kind) -> Callable[..., list[Values]]:
    def copy(body: Any, by: Actor, query: Annotated[Query, Silent]) -> list[Values]:
        """Copy records, ids and all; whoever is no administrator is answered that nothing was taken."""
        sent = check_list(body)
        return copied(kind, by, sent, silent=is_true(query, "silent")) if by.is_admin else []

    copy.__name__ = kind.path.replace("-", "_")
    return copy


for _kind in KINDS:
    routes.post(f"/import/kitsu/{_kind.path}", allow=access.signed_in, status=200, shows=list_of(_kind.of.type))(
        _copier(_kind)
    )
