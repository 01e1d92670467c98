"""The sheet of all tasks of the studio's open productions."""

from chalicelib import access
from chalicelib.exports import sheets
from chalicelib.exports.tasks import rules
from chalicelib.exports.tasks.records import names_of, read_open
from chalicelib.store import gather
from chalicelib.tasks.tasks.around import types
from chalicelib.web.http import Answer
from chalicelib.web.routes import Routes

routes = Routes(__name__)


@routes.get("/export/csv/tasks.csv", allow=access.global_manager)
def tasks() -> Answer:
    """The tasks of all open productions."""
    found, known = gather(read_open, types)
    task_types, statuses, entity_types = ({one.id: one.name for one in kind.values()} for kind in known)
    return sheets.answer("tasks", rules.sheet(found, task_types, entity_types, statuses, names_of(found)))
