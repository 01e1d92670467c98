"""Studio operations."""

from chalicelib import access
from chalicelib.access import Actor
from chalicelib.changes import Changes
from chalicelib.errors import StillUsed
from chalicelib.people.persons.records import persons
from chalicelib.people.studios.records import Studio, studios
from chalicelib.web.routes import Routes
from chalicelib.web.table import Hooks, table

routes = Routes(__name__)


def _removed(_changes: Changes, _by: Actor, studio: Studio, _force: bool) -> None:
    if any(person.studio_id == studio.id for person in persons.all()):
        raise StillUsed("people work in this studio")


table(
    routes, "/data/studios", studios, read=access.signed_in, write=access.admin, hooks=Hooks(removed=_removed)
)  # fmt: skip
